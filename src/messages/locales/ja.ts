import type { Messages } from "../messages.js";

/** Japanese. */
export const ja: Messages = {
  locale: "ja",
  common: {
    codeLabel: "6桁のコード",
    verify: "確認",
    verifying: "コードを確認しています…",
    waiting: "通常より時間がかかっています。",
    cancel: "キャンセル",
    cancelled: "キャンセルしました。入力したコードは残っています。準備ができたら、もう一度確認してください。",
    tryAgain: "もう一度試す",
    signOut: "ログアウト",
    back: "戻る",
    continue: "続ける",
    loading: "読み込んでいます…",
    leaving: "完了しました。移動しています…",
    invalidCode: "コードが正しくありません。",
    attemptsLeft: (count) => `残り${count}回入力できます。`,
    usedCode: "このコードはすでに使用されています。アプリに次のコードが表示されるまでお待ちください。",
    checkPhoneClock: "コードが何度も拒否される場合は、スマートフォンの時刻が自動設定になっているか確認してください。",
    clockOff: (duration) =>
      `このデバイスの時計は${duration}ずれています。スマートフォンの時計も同じようにずれている場合、コードは拒否されます。`,
    notSixDigits: "アプリに表示されている6桁の数字を入力してください。",
    offline: "オフラインです。入力したコードは残っています。接続が回復したら確認してください。",
    unavailable: "サービス側で問題が発生しました。もう一度お試しください。",
    locked: (duration) => `誤ったコードの入力回数が上限に達しました。${duration}後にもう一度お試しください。`,
    unlocked: "もう一度入力できるようになりました。",
    timeLeft: "残り時間",
    cookiesBlocked:
      "ブラウザーがこのサイトの Cookie をブロックしているため、サインインを完了できません。Cookie を許可して、ページを再読み込みしてください。",
  },
  challenge: {
    title: "コードを入力",
    intro: "認証アプリを開き、このアカウントに表示されているコードを入力してください。",
    requirementsUnknown: "サインインに必要な条件を確認できませんでした。問題が続く場合は、管理者にお問い合わせください。",
    otherFactorTitle: "あと1ステップです",
    otherFactor: (factorId) =>
      `サインインには、このページでは確認できない別の要素（${factorId}）が必要です。管理者にお問い合わせください。`,
    unavailableTitle: "続行できません",
  },
  setup: {
    title: "認証アプリを設定",
    scan: "認証アプリでこの QR コードをスキャンしてください。",
    preparing: "QR コードを準備しています…",
    qrCode: "認証アプリ用の QR コード",
    openApp: "認証アプリで開く",
    enterKey: "スキャンできない場合は、代わりに次のキーを入力してください。",
    key: "セットアップキー",
    copyKey: "キーをコピー",
    copied: "キーをコピーしました。",
    copyFailed: "コピーできませんでした。キーを選択して手動でコピーしてください。",
    enterCode: "次に、アプリに表示されるコードを入力してください。",
    earlierReplaced:
      "これは新しい QR コードです。以前の QR コードは使用できなくなりました。スキャン済みの場合は、アプリからその項目を削除してください。",
    supersededTitle: "この QR コードは使用できなくなりました",
    superseded: "別のタブで新しい QR コードが表示されました。そのタブで続行するか、ここで新しい QR コードを表示してください。",
    newQrCode: "新しい QR コードを表示",
    alreadyActiveTitle: "すでに有効です",
    alreadyActive: "このデバイスはすでに有効です。再度設定する必要はありません。",
    deviceGoneTitle: "このデバイスは削除されました",
    deviceGone: "設定中にデバイスが削除されました。新しい QR コードで最初からやり直してください。",
    verifyFirstTitle: "先に既存の要素を確認してください",
    verifyFirst: "デバイスを追加する前に、すでにお持ちのデバイスのコードを入力してください。",
    verifyFirstAction: "コードを入力",
    failedTitle: "QR コードを表示できません",
    offline: "オフラインです。インターネットに接続して、もう一度お試しください。",
    nameTaken: "同じ名前のデバイスがすでに存在します。先に削除するか、もう一度お試しください。",
  },
  settings: {
    title: "認証アプリ",
    intro: "認証アプリは、本人であることを示すコードを生成します。",
    on: "オン",
    off: "オフ",
    loading: "デバイスを読み込んでいます…",
    loadFailed: "デバイスを読み込めませんでした。",
    devices: "お使いのデバイス",
    empty: "デバイスがまだありません。設定すると、アカウント用のコードを取得できます。",
    add: "デバイスを追加",
    addFirst: "認証アプリを設定する",
    added: (name) => `${name} を追加しました。`,
    rename: "名前を変更",
    renameDevice: (name) => `${name} の名前を変更`,
    renameTitle: "デバイスの名前を変更",
    newName: "新しい名前",
    save: "保存",
    saving: "保存しています…",
    nameInvalid: (max) => `1～${max}文字で入力してください。改行や目に見えない文字は使用できません。`,
    nameTaken: "同じ名前のデバイスがすでにあります。",
    renamed: (name) => `名前を ${name} に変更しました。`,
    remove: "削除",
    removeDevice: (name) => `${name} を削除`,
    removeTitle: "このデバイスを削除しますか？",
    removeText: "このデバイスのコードはすぐに使用できなくなります。ほかのデバイスは引き続き使用できます。",
    removeLastSetsUp:
      "これは最後のデバイスです。アカウントで引き続きコードが必要な場合は、次回のサインイン時に新しいデバイスを設定します。",
    removeLastTurnsOff: "これは最後のデバイスです。削除すると、アカウントのコードがオフになります。",
    removeLastStaysOff: "これは最後のデバイスです。アカウントのコードはオフで、削除してもオフのままです。",
    removeLastRefused: "これは最後のデバイスで、アカウントではコードが必要です。削除する前に別のデバイスを追加してください。",
    removing: "削除しています…",
    removed: (name) => `${name} を削除しました。`,
    removedAndOff: (name) => `${name} を削除し、コードをオフにしました。`,
    gone: "このデバイスは別の場所で削除されたため、存在しません。",
    keep: "残す",
    turnOn: "オンにする",
    turnOff: "オフにする",
    turnOffTitle: "コードをオフにしますか？",
    turnOffText: "コードなしでサインインするようになります。デバイスは一覧に残るため、コードを再びオンにできます。",
    turningOff: "オフにしています…",
    turnedOn: "コードがオンになりました。次回のサインイン時にコードの入力が必要です。",
    turnedOff: "コードがオフになりました。",
    unchanged: "何も変更されていません。",
    offline: "オフラインです。何も変更されていません。接続してからもう一度お試しください。",
    period: (seconds) => `${seconds}秒ごとに新しいコード`,
    reason: (reason) => {
      switch (reason.code) {
        case "ROLE":
          return `役割（${reason.role}）により必須です。`;
        case "ENABLED":
          return "オンに設定されているため、サインイン時に求められます。";
        case "TENANT":
          return "所属する組織により必須です。";
        case "CUSTOM":
          return reason.message ?? "このアカウントでは必須です。";
      }
    },
  },
};
