import type { Messages } from "../messages.js";
import { plural } from "../plural.js";

const locale = "it";

/** Italian. */
export const it: Messages = {
  locale,
  common: {
    codeLabel: "Codice di 6 cifre",
    verify: "Verifica",
    verifying: "Verifica del codice in corso…",
    waiting: "L’operazione sta richiedendo più tempo del solito.",
    cancel: "Annulla",
    cancelled: "Operazione annullata. Il tuo codice è ancora qui: verificalo di nuovo quando vuoi.",
    tryAgain: "Riprova",
    signOut: "Esci",
    back: "Indietro",
    continue: "Continua",
    loading: "Caricamento…",
    leaving: "Fatto. Un attimo…",
    invalidCode: "Il codice non è corretto.",
    attemptsLeft: plural(locale, {
      one: (count) => `Hai ancora ${count} tentativo.`,
      other: (count) => `Hai ancora ${count} tentativi.`,
    }),
    usedCode: "Questo codice è già stato usato. Attendi il prossimo codice nella tua app.",
    checkPhoneClock: "Se i codici continuano a non funzionare, controlla che il telefono imposti l’ora automaticamente.",
    clockOff: (duration) =>
      `L’orologio di questo dispositivo è sfasato di ${duration}; se lo è anche quello del telefono, i suoi codici non funzionano.`,
    notSixDigits: "Inserisci le 6 cifre mostrate dalla tua app.",
    offline: "Sei offline. Il tuo codice è ancora qui: verificalo quando torni online.",
    unavailable: "Si è verificato un problema da parte nostra. Riprova.",
    locked: (duration) => `Troppi codici errati. Potrai riprovare tra ${duration}.`,
    unlocked: "Ora puoi riprovare.",
    timeLeft: "Tempo rimanente",
    cookiesBlocked:
      "Il browser blocca i cookie di questo sito, quindi l’accesso non può essere completato. Consenti i cookie e ricarica la pagina.",
  },
  challenge: {
    title: "Inserisci il codice",
    intro: "Apri la tua app di autenticazione e inserisci il codice che mostra per questo account.",
    requirementsUnknown:
      "Non siamo riusciti a stabilire che cosa richiede il tuo accesso. Se il problema persiste, contatta l’amministratore.",
    otherFactorTitle: "Ancora un passaggio",
    otherFactor: (factorId) =>
      `L’accesso richiede un altro fattore (${factorId}) che questa pagina non può chiedere. Contatta l’amministratore.`,
    unavailableTitle: "Impossibile continuare",
  },
  setup: {
    title: "Configura la tua app di autenticazione",
    scan: "Scansiona questo codice QR con la tua app di autenticazione.",
    preparing: "Preparazione di un codice QR…",
    qrCode: "Codice QR per la tua app di autenticazione",
    openApp: "Apri in un’app di autenticazione",
    enterKey: "Non riesci a scansionarlo? Inserisci invece questa chiave:",
    key: "Chiave di configurazione",
    copyKey: "Copia chiave",
    copied: "Chiave copiata.",
    copyFailed: "Copia non riuscita. Seleziona la chiave e copiala manualmente.",
    enterCode: "Poi inserisci il codice mostrato dall’app.",
    earlierReplaced:
      "Questo codice QR è nuovo: quello precedente non funziona più. Se l’hai scansionato, rimuovi quella voce dalla tua app.",
    supersededTitle: "Questo codice QR non funziona più",
    superseded: "È stato aperto un codice QR più recente in un’altra scheda. Continua lì oppure generane uno nuovo qui.",
    newQrCode: "Mostra un nuovo codice QR",
    alreadyActiveTitle: "Già attivo",
    alreadyActive: "Questo dispositivo è già attivo. Non serve configurarlo di nuovo.",
    deviceGoneTitle: "Questo dispositivo è stato rimosso",
    deviceGone: "È stato rimosso mentre lo stavi configurando. Ricomincia con un nuovo codice QR.",
    verifyFirstTitle: "Verifica prima il fattore che hai già",
    verifyFirst: "Prima di aggiungere un dispositivo, inserisci un codice da uno che hai già.",
    verifyFirstAction: "Inserisci un codice",
    failedTitle: "Ancora nessun codice QR",
    offline: "Sei offline. Connettiti a Internet e riprova.",
    nameTaken: "Esiste già un dispositivo con questo nome. Rimuovilo prima o riprova.",
  },
  settings: {
    title: "App di autenticazione",
    intro: "Un’app di autenticazione genera codici che dimostrano che sei tu.",
    on: "Attiva",
    off: "Non attiva",
    loading: "Caricamento dei tuoi dispositivi…",
    loadFailed: "Impossibile caricare i tuoi dispositivi.",
    devices: "I tuoi dispositivi",
    empty: "Ancora nessun dispositivo. Configurane uno per ottenere codici per il tuo account.",
    add: "Aggiungi dispositivo",
    addFirst: "Configura un’app di autenticazione",
    added: (name) => `${name} è stato aggiunto.`,
    rename: "Rinomina",
    renameDevice: (name) => `Rinomina ${name}`,
    renameTitle: "Rinomina dispositivo",
    newName: "Nuovo nome",
    save: "Salva",
    saving: "Salvataggio…",
    nameInvalid: (max) => `Usa da 1 a ${max} caratteri, senza interruzioni di riga né caratteri invisibili.`,
    nameTaken: "Hai già un dispositivo con questo nome.",
    renamed: (name) => `Il nuovo nome è ${name}.`,
    remove: "Rimuovi",
    removeDevice: (name) => `Rimuovi ${name}`,
    removeTitle: "Rimuovere questo dispositivo?",
    removeText: "I suoi codici smetteranno subito di funzionare. Gli altri tuoi dispositivi continueranno a funzionare.",
    removeLastSetsUp:
      "È il tuo ultimo dispositivo. Se il tuo account richiede ancora i codici, ne configurerai uno nuovo al prossimo accesso.",
    removeLastTurnsOff: "È il tuo ultimo dispositivo. Se lo rimuovi, i codici vengono disattivati per il tuo account.",
    removeLastStaysOff: "È il tuo ultimo dispositivo. I codici sono disattivati per il tuo account e lo resteranno.",
    removeLastRefused: "È il tuo ultimo dispositivo e il tuo account richiede i codici. Aggiungine un altro prima di rimuoverlo.",
    removing: "Rimozione…",
    removed: (name) => `${name} è stato rimosso.`,
    removedAndOff: (name) => `${name} è stato rimosso e i codici sono disattivati.`,
    gone: "Il dispositivo non esiste più: è stato rimosso altrove.",
    keep: "Mantieni",
    turnOn: "Attiva",
    turnOff: "Disattiva",
    turnOffTitle: "Disattivare i codici?",
    turnOffText: "Accederai senza codice. I tuoi dispositivi resteranno nell’elenco, così potrai riattivare i codici.",
    turningOff: "Disattivazione…",
    turnedOn: "I codici sono attivi. Te ne verrà chiesto uno al prossimo accesso.",
    turnedOff: "I codici sono disattivati.",
    unchanged: "Non è stato modificato nulla.",
    offline: "Sei offline. Non è stato modificato nulla: riprova quando torni online.",
    period: plural(locale, {
      one: () => "Un nuovo codice ogni secondo",
      other: (count) => `Un nuovo codice ogni ${count} secondi`,
    }),
    reason: (reason) => {
      switch (reason.code) {
        case "ROLE":
          return `Obbligatorio per il tuo ruolo (${reason.role}).`;
        case "ENABLED":
          return "Richiesto all’accesso perché l’hai attivato.";
        case "TENANT":
          return "Richiesto dalla tua organizzazione.";
        case "CUSTOM":
          return reason.message ?? "Obbligatorio per il tuo account.";
      }
    },
  },
};
