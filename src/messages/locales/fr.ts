import type { Messages } from "../messages.js";
import { plural } from "../plural.js";

const locale = "fr";

/** French, with the no-break spaces that it wants before `:`, `;`, `?` and `!`. */
export const fr: Messages = {
  locale,
  common: {
    codeLabel: "Code à 6 chiffres",
    verify: "Vérifier",
    verifying: "Vérification du code…",
    waiting: "Cela prend plus de temps que d’habitude.",
    cancel: "Annuler",
    cancelled: "Opération annulée. Votre code est toujours là : vérifiez-le à nouveau quand vous le souhaitez.",
    tryAgain: "Réessayer",
    signOut: "Se déconnecter",
    back: "Retour",
    continue: "Continuer",
    loading: "Chargement…",
    leaving: "C’est fait. Redirection en cours…",
    invalidCode: "Ce code est incorrect.",
    attemptsLeft: plural(locale, {
      one: (count) => `${count} tentative restante.`,
      other: (count) => `${count} tentatives restantes.`,
    }),
    usedCode: "Ce code a déjà été utilisé. Attendez le prochain code de votre application.",
    checkPhoneClock: "Si les codes sont toujours refusés, vérifiez que votre téléphone règle son heure automatiquement.",
    clockOff: (duration) =>
      `L’horloge de cet appareil est décalée de ${duration} ; si celle de votre téléphone l’est aussi, ses codes seront refusés.`,
    notSixDigits: "Saisissez les 6 chiffres affichés par votre application.",
    offline: "Vous êtes hors ligne. Votre code est toujours là : vérifiez-le une fois la connexion rétablie.",
    unavailable: "Une erreur s’est produite de notre côté. Veuillez réessayer.",
    locked: (duration) => `Trop de codes incorrects. Vous pourrez réessayer dans ${duration}.`,
    unlocked: "Vous pouvez réessayer maintenant.",
    timeLeft: "Temps restant",
    cookiesBlocked:
      "Votre navigateur bloque les cookies de ce site ; la connexion ne peut donc pas aboutir. Autorisez les cookies, puis actualisez la page.",
  },
  challenge: {
    title: "Saisissez votre code",
    intro: "Ouvrez votre application d’authentification et saisissez le code qu’elle affiche pour ce compte.",
    requirementsUnknown:
      "Nous n’avons pas pu déterminer ce que votre connexion exige. Si le problème persiste, contactez votre administrateur.",
    otherFactorTitle: "Encore une étape",
    otherFactor: (factorId) =>
      `La connexion exige un autre facteur (${factorId}) que cette page ne peut pas demander. Contactez votre administrateur.`,
    unavailableTitle: "Impossible de continuer",
  },
  setup: {
    title: "Configurez votre application d’authentification",
    scan: "Scannez ce code QR avec votre application d’authentification.",
    preparing: "Préparation d’un code QR…",
    qrCode: "Code QR pour votre application d’authentification",
    openApp: "Ouvrir dans une application d’authentification",
    enterKey: "Impossible de le scanner ? Saisissez plutôt cette clé :",
    key: "Clé de configuration",
    copyKey: "Copier la clé",
    copied: "Clé copiée.",
    copyFailed: "La copie a échoué. Sélectionnez la clé et copiez-la manuellement.",
    enterCode: "Saisissez ensuite le code affiché par l’application.",
    earlierReplaced:
      "Ce code QR est nouveau : le précédent ne fonctionne plus. Si vous l’avez scanné, supprimez cette entrée de votre application.",
    supersededTitle: "Ce code QR ne fonctionne plus",
    superseded: "Un code QR plus récent a été ouvert dans un autre onglet. Continuez là-bas ou affichez-en un nouveau ici.",
    newQrCode: "Afficher un nouveau code QR",
    alreadyActiveTitle: "Déjà actif",
    alreadyActive: "Cet appareil est déjà actif. Vous n’avez pas besoin de le configurer à nouveau.",
    deviceGoneTitle: "Cet appareil a été supprimé",
    deviceGone: "Il a été supprimé pendant que vous le configuriez. Recommencez avec un nouveau code QR.",
    verifyFirstTitle: "Vérifiez d’abord votre facteur existant",
    verifyFirst: "Avant d’ajouter un appareil, saisissez un code provenant d’un appareil que vous avez déjà.",
    verifyFirstAction: "Saisir un code",
    failedTitle: "Pas encore de code QR",
    offline: "Vous êtes hors ligne. Connectez-vous à Internet et réessayez.",
    nameTaken: "Un appareil porte déjà ce nom. Supprimez-le d’abord ou réessayez.",
  },
  settings: {
    title: "Application d’authentification",
    intro: "Une application d’authentification produit des codes qui prouvent que c’est bien vous.",
    on: "Activé",
    off: "Désactivé",
    loading: "Chargement de vos appareils…",
    loadFailed: "Vos appareils n’ont pas pu être chargés.",
    devices: "Vos appareils",
    empty: "Aucun appareil pour l’instant. Configurez-en un pour obtenir des codes pour votre compte.",
    add: "Ajouter un appareil",
    addFirst: "Configurer une application d’authentification",
    added: (name) => `${name} a été ajouté.`,
    rename: "Renommer",
    renameDevice: (name) => `Renommer ${name}`,
    renameTitle: "Renommer l’appareil",
    newName: "Nouveau nom",
    save: "Enregistrer",
    saving: "Enregistrement…",
    nameInvalid: (max) => `Utilisez de 1 à ${max} caractères, sans saut de ligne ni caractère invisible.`,
    nameTaken: "Vous avez déjà un appareil de ce nom.",
    renamed: (name) => `Le nouveau nom est ${name}.`,
    remove: "Supprimer",
    removeDevice: (name) => `Supprimer ${name}`,
    removeTitle: "Supprimer cet appareil ?",
    removeText: "Ses codes cesseront immédiatement de fonctionner. Vos autres appareils continueront de fonctionner.",
    removeLastSetsUp:
      "C’est votre dernier appareil. Si votre compte exige toujours des codes, vous en configurerez un nouveau à votre prochaine connexion.",
    removeLastTurnsOff: "C’est votre dernier appareil. Sa suppression désactive les codes pour votre compte.",
    removeLastStaysOff: "C’est votre dernier appareil. Les codes sont désactivés pour votre compte et le resteront.",
    removeLastRefused:
      "C’est votre dernier appareil et votre compte exige des codes. Ajoutez un autre appareil avant de supprimer celui-ci.",
    removing: "Suppression…",
    removed: (name) => `${name} a été supprimé.`,
    removedAndOff: (name) => `${name} a été supprimé et les codes sont désactivés.`,
    gone: "Cet appareil n’existe plus : il a été supprimé ailleurs.",
    keep: "Conserver",
    turnOn: "Activer",
    turnOff: "Désactiver",
    turnOffTitle: "Désactiver les codes ?",
    turnOffText: "Vous vous connecterez sans code. Vos appareils resteront dans la liste pour que vous puissiez réactiver les codes.",
    turningOff: "Désactivation…",
    turnedOn: "Les codes sont activés. Un code vous sera demandé à votre prochaine connexion.",
    turnedOff: "Les codes sont désactivés.",
    unchanged: "Rien n’a été modifié.",
    offline: "Vous êtes hors ligne. Rien n’a été modifié : réessayez une fois la connexion rétablie.",
    period: plural(locale, {
      one: () => "Un nouveau code chaque seconde",
      other: (count) => `Un nouveau code toutes les ${count} secondes`,
    }),
    reason: (reason) => {
      switch (reason.code) {
        case "ROLE":
          return `Obligatoire en raison de votre rôle (${reason.role}).`;
        case "ENABLED":
          return "Demandé à la connexion, car vous l’avez activé.";
        case "TENANT":
          return "Exigé par votre organisation.";
        case "CUSTOM":
          return reason.message ?? "Obligatoire pour votre compte.";
      }
    },
  },
};
