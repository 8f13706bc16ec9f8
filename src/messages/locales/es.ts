import type { Messages } from "../messages.js";
import { plural } from "../plural.js";

const locale = "es";

/** Spanish. */
export const es: Messages = {
  locale,
  common: {
    codeLabel: "Código de 6 dígitos",
    verify: "Verificar",
    verifying: "Comprobando el código…",
    waiting: "Está tardando más de lo habitual.",
    cancel: "Cancelar",
    cancelled: "Cancelado. Tu código sigue aquí: vuelve a verificarlo cuando quieras.",
    tryAgain: "Reintentar",
    signOut: "Cerrar sesión",
    back: "Volver",
    continue: "Continuar",
    loading: "Cargando…",
    leaving: "Listo. Un momento…",
    invalidCode: "El código no es correcto.",
    attemptsLeft: plural(locale, {
      one: (count) => `Te queda ${count} intento.`,
      other: (count) => `Te quedan ${count} intentos.`,
    }),
    usedCode: "Ese código ya se ha usado. Espera al siguiente código de tu aplicación.",
    checkPhoneClock: "Si los códigos siguen fallando, comprueba que tu teléfono ajuste la hora automáticamente.",
    clockOff: (duration) =>
      `El reloj de este dispositivo tiene un desfase de ${duration}; si al de tu teléfono le ocurre lo mismo, sus códigos fallarán.`,
    notSixDigits: "Introduce los 6 dígitos que muestra tu aplicación.",
    offline: "No tienes conexión. Tu código sigue aquí: verifícalo cuando vuelvas a tenerla.",
    unavailable: "Se ha producido un error por nuestra parte. Inténtalo de nuevo.",
    locked: (duration) => `Demasiados códigos incorrectos. Podrás volver a intentarlo en ${duration}.`,
    unlocked: "Ya puedes volver a intentarlo.",
    timeLeft: "Tiempo restante",
    cookiesBlocked:
      "Tu navegador bloquea las cookies de este sitio, por lo que no se puede completar el inicio de sesión. Permite las cookies y vuelve a cargar la página.",
  },
  challenge: {
    title: "Introduce tu código",
    intro: "Abre tu aplicación de autenticación e introduce el código que muestra para esta cuenta.",
    requirementsUnknown:
      "No hemos podido averiguar qué requiere tu inicio de sesión. Si el problema continúa, ponte en contacto con tu administrador.",
    otherFactorTitle: "Un paso más",
    otherFactor: (factorId) =>
      `El inicio de sesión requiere otro factor (${factorId}) que esta página no puede pedir. Ponte en contacto con tu administrador.`,
    unavailableTitle: "No podemos continuar",
  },
  setup: {
    title: "Configura tu aplicación de autenticación",
    scan: "Escanea este código QR con tu aplicación de autenticación.",
    preparing: "Preparando un código QR…",
    qrCode: "Código QR para tu aplicación de autenticación",
    openApp: "Abrir en una aplicación de autenticación",
    enterKey: "¿No puedes escanearlo? Introduce esta clave:",
    key: "Clave de configuración",
    copyKey: "Copiar clave",
    copied: "Clave copiada.",
    copyFailed: "No se ha podido copiar. Selecciona la clave y cópiala manualmente.",
    enterCode: "Después, introduce el código que muestra la aplicación.",
    earlierReplaced: "Este código QR es nuevo: el anterior ya no funciona. Si lo escaneaste, elimina esa entrada de tu aplicación.",
    supersededTitle: "Este código QR ya no funciona",
    superseded: "Se ha abierto un código QR más reciente en otra pestaña. Continúa allí o genera uno nuevo aquí.",
    newQrCode: "Mostrar un código QR nuevo",
    alreadyActiveTitle: "Ya está activo",
    alreadyActive: "Este dispositivo ya está activo. No hace falta que lo vuelvas a configurar.",
    deviceGoneTitle: "Este dispositivo se ha eliminado",
    deviceGone: "Se eliminó mientras lo configurabas. Empieza de nuevo con otro código QR.",
    verifyFirstTitle: "Verifica primero el factor que ya tienes",
    verifyFirst: "Antes de añadir un dispositivo, introduce un código de uno que ya tengas.",
    verifyFirstAction: "Introducir un código",
    failedTitle: "Aún no hay código QR",
    offline: "No tienes conexión. Conéctate a Internet e inténtalo de nuevo.",
    nameTaken: "Ya existe un dispositivo con ese nombre. Elimínalo primero o inténtalo de nuevo.",
  },
  settings: {
    title: "Aplicación de autenticación",
    intro: "Una aplicación de autenticación genera códigos que demuestran que eres tú.",
    on: "Activado",
    off: "Desactivado",
    loading: "Cargando tus dispositivos…",
    loadFailed: "No se han podido cargar tus dispositivos.",
    devices: "Tus dispositivos",
    empty: "Todavía no hay ningún dispositivo. Configura uno para obtener códigos para tu cuenta.",
    add: "Añadir dispositivo",
    addFirst: "Configurar una aplicación de autenticación",
    added: (name) => `Se ha añadido ${name}.`,
    rename: "Cambiar nombre",
    renameDevice: (name) => `Cambiar el nombre de ${name}`,
    renameTitle: "Cambiar el nombre del dispositivo",
    newName: "Nombre nuevo",
    save: "Guardar",
    saving: "Guardando…",
    nameInvalid: (max) => `Usa entre 1 y ${max} caracteres, sin saltos de línea ni caracteres invisibles.`,
    nameTaken: "Ya tienes un dispositivo con ese nombre.",
    renamed: (name) => `El nuevo nombre es ${name}.`,
    remove: "Eliminar",
    removeDevice: (name) => `Eliminar ${name}`,
    removeTitle: "¿Eliminar este dispositivo?",
    removeText: "Sus códigos dejarán de funcionar de inmediato. Tus otros dispositivos seguirán funcionando.",
    removeLastSetsUp:
      "Es tu último dispositivo. Si tu cuenta sigue requiriendo códigos, configurarás uno nuevo la próxima vez que inicies sesión.",
    removeLastTurnsOff: "Es tu último dispositivo. Si lo eliminas, se desactivarán los códigos en tu cuenta.",
    removeLastStaysOff: "Es tu último dispositivo. Los códigos están desactivados en tu cuenta y seguirán así.",
    removeLastRefused: "Es tu último dispositivo y tu cuenta requiere códigos. Añade otro dispositivo antes de eliminar este.",
    removing: "Eliminando…",
    removed: (name) => `Se ha eliminado ${name}.`,
    removedAndOff: (name) => `Se ha eliminado ${name} y los códigos están desactivados.`,
    gone: "Ese dispositivo ya no existe: se eliminó desde otro lugar.",
    keep: "Conservar",
    turnOn: "Activar",
    turnOff: "Desactivar",
    turnOffTitle: "¿Desactivar los códigos?",
    turnOffText: "Iniciarás sesión sin código. Tus dispositivos seguirán en la lista para que puedas volver a activar los códigos.",
    turningOff: "Desactivando…",
    turnedOn: "Los códigos están activados. Se te pedirá uno la próxima vez que inicies sesión.",
    turnedOff: "Los códigos están desactivados.",
    unchanged: "No se ha cambiado nada.",
    offline: "No tienes conexión. No se ha cambiado nada: inténtalo de nuevo cuando la tengas.",
    period: plural(locale, {
      one: () => "Un código nuevo cada segundo",
      other: (count) => `Un código nuevo cada ${count} segundos`,
    }),
    reason: (reason) => {
      switch (reason.code) {
        case "ROLE":
          return `Obligatorio por tu rol (${reason.role}).`;
        case "ENABLED":
          return "Se pide al iniciar sesión porque lo activaste.";
        case "TENANT":
          return "Obligatorio en tu organización.";
        case "CUSTOM":
          return reason.message ?? "Obligatorio para tu cuenta.";
      }
    },
  },
};
