import type { Messages } from "../messages.js";
import { plural } from "../plural.js";

const locale = "de";

/** German. */
export const de: Messages = {
  locale,
  common: {
    codeLabel: "6-stelliger Code",
    verify: "Bestätigen",
    verifying: "Code wird geprüft …",
    waiting: "Das dauert länger als üblich.",
    cancel: "Abbrechen",
    cancelled: "Abgebrochen. Ihr Code steht noch im Feld: Bestätigen Sie ihn noch einmal, wenn Sie so weit sind.",
    tryAgain: "Erneut versuchen",
    signOut: "Abmelden",
    back: "Zurück",
    continue: "Weiter",
    loading: "Wird geladen …",
    leaving: "Fertig. Es geht gleich weiter …",
    invalidCode: "Dieser Code ist nicht richtig.",
    attemptsLeft: plural(locale, {
      one: (count) => `Noch ${count} Versuch.`,
      other: (count) => `Noch ${count} Versuche.`,
    }),
    usedCode: "Dieser Code wurde bereits verwendet. Warten Sie auf den nächsten Code in Ihrer App.",
    checkPhoneClock: "Wenn Codes wiederholt abgelehnt werden, prüfen Sie, ob Ihr Smartphone die Uhrzeit automatisch einstellt.",
    clockOff: (duration) =>
      `Die Uhr dieses Geräts weicht um ${duration} ab; geht die Ihres Smartphones genauso falsch, werden seine Codes abgelehnt.`,
    notSixDigits: "Geben Sie die 6 Ziffern ein, die Ihre App anzeigt.",
    offline: "Sie sind offline. Ihr Code steht noch im Feld: Bestätigen Sie ihn, sobald Sie wieder verbunden sind.",
    unavailable: "Bei uns ist etwas schiefgelaufen. Bitte versuchen Sie es noch einmal.",
    locked: (duration) => `Zu viele falsche Codes. Neuer Versuch möglich in: ${duration}.`,
    unlocked: "Sie können es jetzt noch einmal versuchen.",
    timeLeft: "Verbleibende Zeit",
    cookiesBlocked:
      "Ihr Browser blockiert Cookies für diese Website, daher lässt sich die Anmeldung nicht abschließen. Lassen Sie Cookies zu und laden Sie die Seite neu.",
  },
  challenge: {
    title: "Code eingeben",
    intro: "Öffnen Sie Ihre Authentifizierungs-App und geben Sie den Code ein, den sie für dieses Konto anzeigt.",
    requirementsUnknown:
      "Wir konnten nicht ermitteln, was für Ihre Anmeldung nötig ist. Wenn das so bleibt, wenden Sie sich an Ihren Administrator.",
    otherFactorTitle: "Noch ein Schritt",
    otherFactor: (factorId) =>
      `Für die Anmeldung ist ein weiterer Faktor nötig (${factorId}), den diese Seite nicht abfragen kann. Wenden Sie sich an Ihren Administrator.`,
    useRecoveryCode: "Wiederherstellungscode verwenden",
    trustBrowser: plural(locale, {
      one: (count) => `In diesem Browser ${count} Tag lang nicht nach einem Code fragen`,
      other: (count) => `In diesem Browser ${count} Tage lang nicht nach einem Code fragen`,
    }),
    unavailableTitle: "Hier geht es nicht weiter",
  },
  setup: {
    title: "Authentifizierungs-App einrichten",
    scan: "Scannen Sie diesen QR-Code mit Ihrer Authentifizierungs-App.",
    preparing: "QR-Code wird erstellt …",
    qrCode: "QR-Code für Ihre Authentifizierungs-App",
    openApp: "In einer Authentifizierungs-App öffnen",
    enterKey: "Scannen nicht möglich? Geben Sie stattdessen diesen Schlüssel ein:",
    key: "Einrichtungsschlüssel",
    copyKey: "Schlüssel kopieren",
    copied: "Schlüssel kopiert.",
    copyFailed: "Kopieren nicht möglich. Markieren Sie den Schlüssel und kopieren Sie ihn von Hand.",
    enterCode: "Geben Sie danach den Code ein, den die App anzeigt.",
    earlierReplaced:
      "Dies ist ein neuer QR-Code: Der vorherige gilt nicht mehr. Wenn Sie ihn gescannt haben, löschen Sie diesen Eintrag aus Ihrer App.",
    supersededTitle: "Dieser QR-Code gilt nicht mehr",
    superseded:
      "In einem anderen Tab wurde ein neuerer QR-Code geöffnet. Machen Sie dort weiter oder lassen Sie sich hier einen neuen anzeigen.",
    newQrCode: "Neuen QR-Code anzeigen",
    alreadyActiveTitle: "Bereits aktiv",
    alreadyActive: "Dieses Gerät ist bereits aktiv. Sie müssen es nicht noch einmal einrichten.",
    deviceGoneTitle: "Dieses Gerät wurde entfernt",
    deviceGone: "Es wurde entfernt, während Sie es eingerichtet haben. Beginnen Sie mit einem neuen QR-Code von vorn.",
    verifyFirstTitle: "Bestätigen Sie zuerst Ihren vorhandenen Faktor",
    verifyFirst: "Bevor Sie ein Gerät hinzufügen, geben Sie einen Code von einem Gerät ein, das Sie schon haben.",
    verifyFirstAction: "Code eingeben",
    failedTitle: "Noch kein QR-Code",
    offline: "Sie sind offline. Stellen Sie eine Internetverbindung her und versuchen Sie es noch einmal.",
    nameTaken: "Es gibt bereits ein Gerät mit diesem Namen. Entfernen Sie es zuerst oder versuchen Sie es noch einmal.",
  },
  settings: {
    title: "Authentifizierungs-App",
    intro: "Eine Authentifizierungs-App erzeugt Codes, mit denen Sie nachweisen, dass Sie es sind.",
    on: "Ein",
    off: "Aus",
    loading: "Ihre Geräte werden geladen …",
    loadFailed: "Ihre Geräte konnten nicht geladen werden.",
    devices: "Ihre Geräte",
    empty: "Noch kein Gerät. Richten Sie eines ein, um Codes für Ihr Konto zu erhalten.",
    add: "Gerät hinzufügen",
    addFirst: "Authentifizierungs-App einrichten",
    added: (name) => `${name} wurde hinzugefügt.`,
    rename: "Umbenennen",
    renameDevice: (name) => `${name} umbenennen`,
    renameTitle: "Gerät umbenennen",
    newName: "Neuer Name",
    save: "Speichern",
    saving: "Wird gespeichert …",
    nameInvalid: (max) => `Verwenden Sie 1 bis ${max} Zeichen, ohne Zeilenumbrüche und unsichtbare Zeichen.`,
    nameTaken: "Sie haben bereits ein Gerät mit diesem Namen.",
    renamed: (name) => `Umbenannt in ${name}.`,
    remove: "Entfernen",
    removeDevice: (name) => `${name} entfernen`,
    removeTitle: "Dieses Gerät entfernen?",
    removeText: "Seine Codes gelten ab sofort nicht mehr. Ihre anderen Geräte funktionieren weiter.",
    removeLastSetsUp:
      "Das ist Ihr letztes Gerät. Wenn für Ihr Konto weiterhin Codes verlangt werden, richten Sie bei der nächsten Anmeldung ein neues Gerät ein.",
    removeLastTurnsOff: "Das ist Ihr letztes Gerät. Wenn Sie es entfernen, werden Codes für Ihr Konto ausgeschaltet.",
    removeLastStaysOff: "Das ist Ihr letztes Gerät. Codes sind für Ihr Konto ausgeschaltet und bleiben es.",
    removeLastRefused:
      "Das ist Ihr letztes Gerät, und für Ihr Konto werden Codes verlangt. Fügen Sie ein anderes Gerät hinzu, bevor Sie dieses entfernen.",
    removing: "Wird entfernt …",
    removed: (name) => `${name} wurde entfernt.`,
    removedAndOff: (name) => `${name} wurde entfernt, und Codes sind ausgeschaltet.`,
    gone: "Dieses Gerät gibt es nicht mehr: Es wurde an anderer Stelle entfernt.",
    keep: "Behalten",
    turnOn: "Einschalten",
    turnOff: "Ausschalten",
    turnOffTitle: "Codes ausschalten?",
    turnOffText: "Sie melden sich dann ohne Code an. Ihre Geräte bleiben in der Liste, damit Sie Codes wieder einschalten können.",
    turningOff: "Wird ausgeschaltet …",
    turnedOn: "Codes sind eingeschaltet. Bei der nächsten Anmeldung werden Sie nach einem Code gefragt.",
    turnedOff: "Codes sind ausgeschaltet.",
    unchanged: "Es wurde nichts geändert.",
    offline: "Sie sind offline. Es wurde nichts geändert: Versuchen Sie es noch einmal, wenn Sie verbunden sind.",
    period: plural(locale, {
      one: () => "Jede Sekunde ein neuer Code",
      other: (count) => `Alle ${count} Sekunden ein neuer Code`,
    }),
    addedOn: (date) => `Hinzugefügt: ${date}`,
    nameIt: "Namen geben",
    recoveryTitle: "Wiederherstellungscodes",
    recoveryNone: "Noch keine. Damit können Sie sich anmelden, wenn Sie Ihr Smartphone verloren haben.",
    recoveryLeft: (left, total, date) => `Noch ${left} von ${total}, erstellt am ${date}.`,
    recoveryFew: "Es sind nur noch wenige übrig. Erstellen Sie neue, bevor Sie sie brauchen.",
    recoveryUnseen: "Sie wurden erstellt, aber Sie haben sie vielleicht nie gesehen. Erstellen Sie sicherheitshalber neue.",
    makeCodes: "Wiederherstellungscodes erstellen",
    makeNewCodes: "Neue Codes erstellen",
    makeNewTitle: "Neue Wiederherstellungscodes erstellen?",
    makeNewText: "Ihre jetzigen Wiederherstellungscodes gelten dann sofort nicht mehr.",
    makingCodes: "Codes werden erstellt …",
    browsersTitle: "Vertrauenswürdige Browser",
    browsersText: "Wenn Sie sich in diesen Browsern anmelden, wird kein Code verlangt.",
    browserOn: (browser, system) => `${browser} unter ${system}`,
    unknownBrowser: "Unbekannter Browser",
    thisBrowser: "Dieser Browser",
    browserUse: (since, used) => `Hinzugefügt: ${since}, zuletzt verwendet: ${used}`,
    removeAllBrowsers: "Alle entfernen",
    browserRemoved: (name) => `${name} wurde entfernt. Bei der nächsten Anmeldung dort werden Sie nach einem Code gefragt.`,
    browsersRemoved: "Alle Browser wurden entfernt. Bei der nächsten Anmeldung werden Sie nach einem Code gefragt.",
    reason: (reason) => {
      switch (reason.code) {
        case "ROLE":
          return `Wegen Ihrer Rolle erforderlich (${reason.role}).`;
        case "ENABLED":
          return "Wird bei der Anmeldung verlangt, weil Sie es eingeschaltet haben.";
        case "TENANT":
          return "Von Ihrer Organisation vorgeschrieben.";
        case "CUSTOM":
          return reason.message ?? "Für Ihr Konto erforderlich.";
      }
    },
  },
  recovery: {
    title: "Wiederherstellungscodes sichern",
    intro:
      "Wenn Sie Ihr Smartphone verlieren, können Sie sich mit jedem dieser Codes einmal anmelden. Sie werden nur jetzt angezeigt: Bewahren Sie sie dort auf, wo Sie sie wiederfinden.",
    making: "Ihre Wiederherstellungscodes werden erstellt …",
    codes: "Wiederherstellungscodes",
    madeOn: (date) => `Erstellt am ${date}.`,
    copy: "Kopieren",
    copied: "Codes kopiert.",
    copyFailed: "Kopieren nicht möglich. Markieren Sie die Codes und kopieren Sie sie von Hand.",
    download: "Herunterladen",
    print: "Drucken",
    saved: "Ich habe sie gesichert",
    saveFirst: "Sichern Sie Ihre Codes und setzen Sie dann das Häkchen.",
    hiddenTitle: "Ihre Codes werden nicht mehr angezeigt",
    hidden:
      "Sie werden nur einmal angezeigt. Wenn Sie sie nicht gesichert haben, erstellen Sie neue; die bisherigen gelten dann nicht mehr.",
    makeNew: "Neue Codes erstellen",
    failedTitle: "Ihre Wiederherstellungscodes können nicht angezeigt werden",
    without: "Ohne Codes weiter",
    enterTitle: "Wiederherstellungscode eingeben",
    enterIntro:
      "Geben Sie einen der Codes ein, die Sie beim Einrichten Ihrer Authentifizierungs-App gesichert haben. Jeder gilt nur einmal.",
    codeLabel: "Wiederherstellungscode",
    malformed: "Ein Wiederherstellungscode besteht aus 10 Buchstaben und Ziffern.",
    invalid: "Dieser Code ist nicht richtig oder wurde bereits verwendet.",
    usedTitle: "Wiederherstellungscode angenommen",
    left: plural(locale, {
      one: (count) => `Noch ${count} Wiederherstellungscode übrig.`,
      other: (count) => `Noch ${count} Wiederherstellungscodes übrig.`,
    }),
    usedText:
      "Wenn Sie Ihr Smartphone verloren haben, richten Sie jetzt ein neues Gerät ein und entfernen Sie das verlorene in Ihren Einstellungen.",
    setUpDevice: "Neues Gerät einrichten",
    fewTitle: "Nur noch wenige Wiederherstellungscodes",
    few: "Erstellen Sie neue, bevor Sie sie brauchen; die bisherigen gelten dann nicht mehr.",
  },
};
