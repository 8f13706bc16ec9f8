import type { Messages } from "../messages.js";
import { plural } from "../plural.js";

const locale = "pt-BR";

/** Brazilian Portuguese. */
export const ptBr: Messages = {
  locale,
  common: {
    codeLabel: "Código de 6 dígitos",
    verify: "Verificar",
    verifying: "Verificando o código…",
    waiting: "Está demorando mais do que o normal.",
    cancel: "Cancelar",
    cancelled: "Cancelado. Seu código continua aqui: verifique-o novamente quando quiser.",
    tryAgain: "Tentar novamente",
    signOut: "Sair",
    back: "Voltar",
    continue: "Continuar",
    loading: "Carregando…",
    leaving: "Pronto. Só um instante…",
    invalidCode: "O código não está correto.",
    attemptsLeft: plural(locale, {
      one: (count) => (count === "0" ? "Nenhuma tentativa restante." : `${count} tentativa restante.`),
      other: (count) => `${count} tentativas restantes.`,
    }),
    usedCode: "Esse código já foi usado. Aguarde o próximo código no seu aplicativo.",
    checkPhoneClock: "Se os códigos continuarem falhando, verifique se o seu celular ajusta a hora automaticamente.",
    clockOff: (duration) =>
      `O relógio deste dispositivo está com uma diferença de ${duration}; se o do seu celular também estiver, os códigos dele falharão.`,
    notSixDigits: "Digite os 6 dígitos que o seu aplicativo mostra.",
    offline: "Você está sem conexão. Seu código continua aqui: verifique-o quando a conexão voltar.",
    unavailable: "Algo deu errado do nosso lado. Tente novamente.",
    locked: (duration) => `Muitos códigos incorretos. Você poderá tentar novamente em ${duration}.`,
    unlocked: "Você já pode tentar novamente.",
    timeLeft: "Tempo restante",
    cookiesBlocked:
      "Seu navegador bloqueia os cookies deste site, por isso não é possível concluir o login. Permita os cookies e recarregue a página.",
  },
  challenge: {
    title: "Digite seu código",
    intro: "Abra seu aplicativo autenticador e digite o código que ele mostra para esta conta.",
    requirementsUnknown: "Não foi possível descobrir o que o seu login exige. Se o problema continuar, fale com o administrador.",
    otherFactorTitle: "Mais uma etapa",
    otherFactor: (factorId) => `O login exige outro fator (${factorId}) que esta página não pode solicitar. Fale com o administrador.`,
    unavailableTitle: "Não é possível continuar",
  },
  setup: {
    title: "Configure seu aplicativo autenticador",
    scan: "Escaneie este código QR com seu aplicativo autenticador.",
    preparing: "Preparando um código QR…",
    qrCode: "Código QR para o seu aplicativo autenticador",
    openApp: "Abrir em um aplicativo autenticador",
    enterKey: "Não consegue escanear? Digite esta chave:",
    key: "Chave de configuração",
    copyKey: "Copiar chave",
    copied: "Chave copiada.",
    copyFailed: "Não foi possível copiar. Selecione a chave e copie-a manualmente.",
    enterCode: "Depois, digite o código que o aplicativo mostra.",
    earlierReplaced: "Este código QR é novo: o anterior não funciona mais. Se você o escaneou, remova essa entrada do seu aplicativo.",
    supersededTitle: "Este código QR não funciona mais",
    superseded: "Um código QR mais recente foi aberto em outra aba. Continue por lá ou gere um novo aqui.",
    newQrCode: "Mostrar um novo código QR",
    alreadyActiveTitle: "Já está ativo",
    alreadyActive: "Este dispositivo já está ativo. Você não precisa configurá-lo novamente.",
    deviceGoneTitle: "Este dispositivo foi removido",
    deviceGone: "Ele foi removido enquanto você o configurava. Comece de novo com outro código QR.",
    verifyFirstTitle: "Verifique primeiro o fator que você já tem",
    verifyFirst: "Antes de adicionar um dispositivo, digite um código de um que você já tenha.",
    verifyFirstAction: "Digitar um código",
    failedTitle: "Ainda não há código QR",
    offline: "Você está sem conexão. Conecte-se à internet e tente novamente.",
    nameTaken: "Já existe um dispositivo com esse nome. Remova-o primeiro ou tente novamente.",
  },
  settings: {
    title: "Aplicativo autenticador",
    intro: "Um aplicativo autenticador gera códigos que comprovam que é você.",
    on: "Ativado",
    off: "Desativado",
    loading: "Carregando seus dispositivos…",
    loadFailed: "Não foi possível carregar seus dispositivos.",
    devices: "Seus dispositivos",
    empty: "Nenhum dispositivo ainda. Configure um para obter códigos para sua conta.",
    add: "Adicionar dispositivo",
    addFirst: "Configurar um aplicativo autenticador",
    added: (name) => `${name} foi adicionado.`,
    rename: "Renomear",
    renameDevice: (name) => `Renomear ${name}`,
    renameTitle: "Renomear dispositivo",
    newName: "Novo nome",
    save: "Salvar",
    saving: "Salvando…",
    nameInvalid: (max) => `Use de 1 a ${max} caracteres, sem quebras de linha nem caracteres invisíveis.`,
    nameTaken: "Você já tem um dispositivo com esse nome.",
    renamed: (name) => `O novo nome é ${name}.`,
    remove: "Remover",
    removeDevice: (name) => `Remover ${name}`,
    removeTitle: "Remover este dispositivo?",
    removeText: "Os códigos dele deixarão de funcionar imediatamente. Seus outros dispositivos continuarão funcionando.",
    removeLastSetsUp: "Este é o seu último dispositivo. Se a sua conta ainda exigir códigos, você configurará um novo no próximo login.",
    removeLastTurnsOff: "Este é o seu último dispositivo. Ao removê-lo, os códigos serão desativados na sua conta.",
    removeLastStaysOff: "Este é o seu último dispositivo. Os códigos estão desativados na sua conta e continuarão assim.",
    removeLastRefused: "Este é o seu último dispositivo, e a sua conta exige códigos. Adicione outro dispositivo antes de remover este.",
    removing: "Removendo…",
    removed: (name) => `${name} foi removido.`,
    removedAndOff: (name) => `${name} foi removido, e os códigos estão desativados.`,
    gone: "Esse dispositivo não existe mais: ele foi removido em outro lugar.",
    keep: "Manter",
    turnOn: "Ativar",
    turnOff: "Desativar",
    turnOffTitle: "Desativar os códigos?",
    turnOffText: "Você fará login sem código. Seus dispositivos continuarão na lista para que você possa reativar os códigos.",
    turningOff: "Desativando…",
    turnedOn: "Os códigos estão ativados. Um código será solicitado no próximo login.",
    turnedOff: "Os códigos estão desativados.",
    unchanged: "Nada foi alterado.",
    offline: "Você está sem conexão. Nada foi alterado: tente novamente quando a conexão voltar.",
    period: plural(locale, {
      one: () => "Um novo código a cada segundo",
      other: (count) => `Um novo código a cada ${count} segundos`,
    }),
    reason: (reason) => {
      switch (reason.code) {
        case "ROLE":
          return `Obrigatório por causa da sua função (${reason.role}).`;
        case "ENABLED":
          return "Solicitado no login porque você ativou.";
        case "TENANT":
          return "Exigido pela sua organização.";
        case "CUSTOM":
          return reason.message ?? "Obrigatório para a sua conta.";
      }
    },
  },
};
