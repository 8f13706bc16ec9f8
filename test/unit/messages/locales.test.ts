import { describe, expect, it, test } from "vitest";
import { ar } from "../../../src/messages/locales/ar.js";
import { de } from "../../../src/messages/locales/de.js";
import { en } from "../../../src/messages/locales/en.js";
import { es } from "../../../src/messages/locales/es.js";
import { fr } from "../../../src/messages/locales/fr.js";
import { he } from "../../../src/messages/locales/he.js";
import { it as italian } from "../../../src/messages/locales/it.js";
import { ja } from "../../../src/messages/locales/ja.js";
import { ko } from "../../../src/messages/locales/ko.js";
import { nl } from "../../../src/messages/locales/nl.js";
import { pl } from "../../../src/messages/locales/pl.js";
import { ptBr } from "../../../src/messages/locales/pt-br.js";
import { ru } from "../../../src/messages/locales/ru.js";
import { sv } from "../../../src/messages/locales/sv.js";
import { tr } from "../../../src/messages/locales/tr.js";
import { uk } from "../../../src/messages/locales/uk.js";
import { zhCn } from "../../../src/messages/locales/zh-cn.js";
import { zhTw } from "../../../src/messages/locales/zh-tw.js";
import { dateInWords } from "../../../src/messages/date.js";
import { durationInWords } from "../../../src/messages/duration.js";
import type { Messages } from "../../../src/messages/messages.js";
import type { TotpReason } from "../../../src/protocol/totpSettings.js";

const catalogues: Record<string, Messages> = {
  en,
  ar,
  de,
  es,
  fr,
  he,
  it: italian,
  ja,
  ko,
  nl,
  pl,
  "pt-br": ptBr,
  ru,
  sv,
  tr,
  uk,
  "zh-cn": zhCn,
  "zh-tw": zhTw,
};
const translations = Object.entries(catalogues).filter(([name]) => name !== "en");
const sections = ["common", "challenge", "setup", "settings", "recovery"] as const;

/** Every message of a catalogue by its path; functions as they are. */
function flat(messages: Messages): Map<string, unknown> {
  return new Map(
    sections.flatMap((section) => Object.entries(messages[section]).map(([key, text]) => [`${section}.${key}`, text] as const)),
  );
}

const english = flat(en);
const takesReason = "settings.reason";

/** What a message is told, where that isn't one text. */
const toldOf: Record<string, unknown[]> = {
  "common.attemptsLeft": [37],
  "challenge.trustBrowser": [37],
  "recovery.left": [37],
  "settings.nameInvalid": [37],
  "settings.period": [37],
  "settings.recoveryLeft": [37, 52, "Xyzzy"],
  "settings.browserOn": ["Xyzzy", "Plugh"],
  "settings.browserUse": ["Xyzzy", "Plugh"],
  [takesReason]: [{ code: "TENANT" }],
};
const told = (key: string) => toldOf[key] ?? ["Xyzzy"];
const say = (text: unknown, values: unknown[]) => (typeof text === "function" ? String(text(...values)) : text);

/** Messages that count. */
const counting = (messages: Messages) => ({
  "common.attemptsLeft": messages.common.attemptsLeft,
  "challenge.trustBrowser": messages.challenge.trustBrowser,
  "recovery.left": messages.recovery.left,
  "settings.period": messages.settings.period,
});

/** Some languages say small numbers in a word of their own. */
const inWords: Record<string, number[]> = {
  ar: [0, 1, 2],
  de: [1],
  en: [1],
  es: [1],
  fr: [0, 1],
  he: [1, 2],
  it: [1],
  nl: [1],
  pl: [1],
  "pt-br": [0, 1],
  sv: [1],
  tr: [1],
};

const reasons: TotpReason[] = [{ code: "ROLE", role: "auditor" }, { code: "ENABLED" }, { code: "TENANT" }, { code: "CUSTOM" }];

test("every file of the folder is tested here", () => {
  const files = Object.keys(import.meta.glob("../../../src/messages/locales/*.ts")).map((file) => file.replace(/^.*\/|\.ts$/g, ""));
  expect(Object.keys(catalogues).sort()).toEqual(files.sort());
});

test("every language has its story", () => {
  const stories = import.meta.glob<string>("../../../stories/Languages.stories.tsx", { query: "?raw", import: "default", eager: true });
  const told = [
    ...Object.values(stories)
      .join("")
      .matchAll(/globals: \{ language: "([\w-]+)" \}/g),
  ].map(([, locale]) => locale);
  expect(told.sort()).toEqual(
    Object.values(catalogues)
      .map(({ locale }) => locale)
      .sort(),
  );
});

describe.each(Object.entries(catalogues))("%s", (name, messages) => {
  const texts = flat(messages);

  it("names a language that the engine knows, that of its file", () => {
    expect(Intl.getCanonicalLocales(messages.locale)).toEqual([messages.locale]);
    expect(messages.locale.toLowerCase()).toBe(name);
    expect(Intl.PluralRules.supportedLocalesOf(messages.locale)).toEqual([messages.locale]);
  });

  it("has every message and no other", () => {
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("has plain, whole texts", () => {
    for (const [key, text] of texts) {
      if (typeof text !== "string") continue;
      expect(text, key).toBe(text.trim());
      expect(text.length, key).toBeGreaterThan(0);
      expect(text, key).not.toMatch(/[<>]|undefined|\s\s|[\u202A-\u202E\u2066-\u2069]/);
    }
  });

  it("says all that a message is told, in its order", () => {
    for (const [key, text] of texts) {
      if (typeof text !== "function" || key === takesReason) continue;
      const values = told(key);
      const said = say(text, values);
      const places = values.map((value) => String(said).indexOf(String(value)));
      expect(places, `${key}: ${String(said)}`).not.toContain(-1);
      expect(places, `${key}: ${String(said)}`).toEqual([...places].sort((a, b) => a - b));
    }
  });

  it("tells numbers in the forms of its language", () => {
    for (const [key, tell] of Object.entries(counting(messages))) {
      for (const count of [0, 1, 2, 3, 5, 11, 21, 22, 30, 60, 100]) {
        const text = tell(count);
        expect(text, key).not.toContain("undefined");
        if (!(inWords[name] ?? []).includes(count)) expect(text, key).toContain(String(count));
      }
    }
  });

  it("tells one of a thing in the singular, where its language has one", () => {
    if (["ja", "ko", "tr", "zh-cn", "zh-tw"].includes(name)) return;
    const numbers = new Intl.NumberFormat(messages.locale);
    for (const [key, tell] of Object.entries(counting(messages))) {
      const [one, many] = [1, 37].map((count) => tell(count).replace(numbers.format(count), "#"));
      // "1 försök", "37 försök".
      if (name === "sv" && key === "common.attemptsLeft") continue;
      expect(one, key).not.toBe(many);
    }
  });

  it("ends a sentence in one full stop, also after a date or a time that has one", () => {
    const { locale, common, recovery, settings } = messages;
    const date = dateInWords(Date.UTC(2026, 10, 3, 12), locale);
    const texts = [recovery.madeOn(date), settings.recoveryLeft(3, 10, date), common.locked(durationInWords(900_000, locale))];
    for (const text of texts) expect(text).not.toMatch(/[.。][.。]/);
  });

  /** @see https://www.w3.org/TR/WCAG22/#label-in-name */
  it("names a button for a device by the words that stand on it", () => {
    const { settings, locale } = messages;
    const lower = (text: string) => text.toLocaleLowerCase(locale);
    expect(lower(settings.renameDevice("Xyzzy"))).toContain(lower(settings.rename));
    expect(lower(settings.removeDevice("Xyzzy"))).toContain(lower(settings.remove));
  });

  it("tells every reason, and a custom one in the server's own words", () => {
    const told = reasons.map((reason) => messages.settings.reason(reason));
    expect(new Set(told).size).toBe(reasons.length);
    expect(told[0]).toContain("auditor");
    expect(messages.settings.reason({ code: "CUSTOM", message: "Paid plan" })).toBe("Paid plan");
  });
});

describe.each(translations)("%s", (_name, messages) => {
  it("leaves no English", () => {
    const same = [...flat(messages)].filter(([key, text]) => {
      const source = english.get(key);
      return say(text, told(key)) === say(source, told(key));
    });
    expect(same.map(([key]) => key)).toEqual([]);
  });

  it("tells apart what must not be mixed up", () => {
    const { common, settings, recovery } = messages;
    const choices = [
      [settings.on, settings.off],
      [settings.turnOn, settings.turnOff],
      [settings.keep, settings.remove, settings.rename, common.cancel],
      [
        settings.removeText,
        settings.removeLastSetsUp,
        settings.removeLastTurnsOff,
        settings.removeLastStaysOff,
        settings.removeLastRefused,
      ],
      [common.back, common.signOut, common.continue, common.cancel],
      [common.offline, common.unavailable, common.invalidCode, common.usedCode, common.notSixDigits],
      [recovery.copy, recovery.download, recovery.print],
      [recovery.makeNew, recovery.without],
      [settings.keep, settings.makeNewCodes, settings.removeAllBrowsers],
      [settings.unknownBrowser, settings.thisBrowser],
    ];
    for (const texts of choices) expect(new Set(texts).size, texts.join(" / ")).toBe(texts.length);
  });
});

/** Attempts and recovery codes that are left, by their number. */
const counts: Record<string, Record<number, [attempts: string, codes: string]>> = {
  en: {
    0: ["0 attempts left.", "0 recovery codes are left."],
    1: ["1 attempt left.", "1 recovery code is left."],
    2: ["2 attempts left.", "2 recovery codes are left."],
  },
  ar: {
    0: ["لم تبقَ أي محاولة.", "لم يبقَ أي رمز استرداد."],
    1: ["بقيت محاولة واحدة.", "بقي رمز استرداد واحد."],
    2: ["بقيت محاولتان.", "بقي رمزا استرداد."],
    3: ["بقيت 3 محاولات.", "بقيت 3 رموز استرداد."],
    11: ["بقيت 11 محاولة.", "بقي 11 رمز استرداد."],
  },
  de: {
    0: ["Noch 0 Versuche.", "Noch 0 Wiederherstellungscodes übrig."],
    1: ["Noch 1 Versuch.", "Noch 1 Wiederherstellungscode übrig."],
    2: ["Noch 2 Versuche.", "Noch 2 Wiederherstellungscodes übrig."],
  },
  es: {
    0: ["Te quedan 0 intentos.", "Te quedan 0 códigos de recuperación."],
    1: ["Te queda 1 intento.", "Te queda 1 código de recuperación."],
    2: ["Te quedan 2 intentos.", "Te quedan 2 códigos de recuperación."],
  },
  fr: {
    0: ["0 tentative restante.", "0 code de récupération restant."],
    1: ["1 tentative restante.", "1 code de récupération restant."],
    2: ["2 tentatives restantes.", "2 codes de récupération restants."],
  },
  he: {
    0: ["נותרו 0 ניסיונות.", "נותרו 0 קודי שחזור."],
    1: ["נותר ניסיון אחד.", "נותר קוד שחזור אחד."],
    2: ["נותרו שני ניסיונות.", "נותרו שני קודי שחזור."],
    3: ["נותרו 3 ניסיונות.", "נותרו 3 קודי שחזור."],
  },
  it: {
    0: ["Hai ancora 0 tentativi.", "Hai ancora 0 codici di recupero."],
    1: ["Hai ancora 1 tentativo.", "Hai ancora 1 codice di recupero."],
    2: ["Hai ancora 2 tentativi.", "Hai ancora 2 codici di recupero."],
  },
  ja: {
    0: ["残り0回入力できます。", "リカバリーコードは残り0個です。"],
    1: ["残り1回入力できます。", "リカバリーコードは残り1個です。"],
  },
  ko: {
    0: ["남은 시도 횟수: 0회.", "남은 복구 코드: 0개."],
    1: ["남은 시도 횟수: 1회.", "남은 복구 코드: 1개."],
  },
  nl: {
    0: ["Nog 0 pogingen.", "Nog 0 herstelcodes over."],
    1: ["Nog 1 poging.", "Nog 1 herstelcode over."],
    2: ["Nog 2 pogingen.", "Nog 2 herstelcodes over."],
  },
  pl: {
    0: ["Pozostało 0 prób.", "Pozostało 0 kodów odzyskiwania."],
    1: ["Pozostała 1 próba.", "Pozostał 1 kod odzyskiwania."],
    2: ["Pozostały 2 próby.", "Pozostały 2 kody odzyskiwania."],
    5: ["Pozostało 5 prób.", "Pozostało 5 kodów odzyskiwania."],
    12: ["Pozostało 12 prób.", "Pozostało 12 kodów odzyskiwania."],
    21: ["Pozostało 21 prób.", "Pozostało 21 kodów odzyskiwania."],
    22: ["Pozostały 22 próby.", "Pozostały 22 kody odzyskiwania."],
  },
  "pt-br": {
    0: ["Nenhuma tentativa restante.", "Nenhum código de recuperação restante."],
    1: ["1 tentativa restante.", "1 código de recuperação restante."],
    2: ["2 tentativas restantes.", "2 códigos de recuperação restantes."],
  },
  ru: {
    0: ["Осталось 0 попыток.", "Осталось 0 кодов восстановления."],
    1: ["Осталась 1 попытка.", "Остался 1 код восстановления."],
    2: ["Осталось 2 попытки.", "Осталось 2 кода восстановления."],
    5: ["Осталось 5 попыток.", "Осталось 5 кодов восстановления."],
    11: ["Осталось 11 попыток.", "Осталось 11 кодов восстановления."],
    21: ["Осталась 21 попытка.", "Остался 21 код восстановления."],
  },
  sv: {
    0: ["0 försök kvar.", "0 återställningskoder kvar."],
    1: ["1 försök kvar.", "1 återställningskod kvar."],
    2: ["2 försök kvar.", "2 återställningskoder kvar."],
  },
  tr: {
    0: ["0 deneme hakkınız kaldı.", "0 kurtarma kodunuz kaldı."],
    1: ["1 deneme hakkınız kaldı.", "1 kurtarma kodunuz kaldı."],
  },
  uk: {
    0: ["Залишилося 0 спроб.", "Залишилося 0 кодів відновлення."],
    1: ["Залишилася 1 спроба.", "Залишився 1 код відновлення."],
    2: ["Залишилося 2 спроби.", "Залишилося 2 коди відновлення."],
    5: ["Залишилося 5 спроб.", "Залишилося 5 кодів відновлення."],
    11: ["Залишилося 11 спроб.", "Залишилося 11 кодів відновлення."],
    21: ["Залишилася 21 спроба.", "Залишився 21 код відновлення."],
  },
  "zh-cn": {
    0: ["还可尝试 0 次。", "还剩 0 个恢复码。"],
    1: ["还可尝试 1 次。", "还剩 1 个恢复码。"],
  },
  "zh-tw": {
    0: ["還可嘗試 0 次。", "還剩 0 組復原碼。"],
    1: ["還可嘗試 1 次。", "還剩 1 組復原碼。"],
  },
};

test.each(Object.entries(catalogues))("attempts and codes that are left are counted as %s counts", (name, { common, recovery }) => {
  const expected = counts[name] ?? {};
  expect(Object.keys(expected).length).toBeGreaterThan(1);
  for (const [count, texts] of Object.entries(expected)) {
    expect([common.attemptsLeft(Number(count)), recovery.left(Number(count))]).toEqual(texts);
  }
});

test.each([
  ["en", 1, "Don't ask on this browser for 1 day"],
  ["ar", 30, "عدم طلب رمز في هذا المتصفح لمدة 30 يومًا"],
  ["pl", 1, "Nie pytaj o kod w tej przeglądarce przez 1 dzień"],
  ["pl", 30, "Nie pytaj o kod w tej przeglądarce przez 30 dni"],
  ["ru", 21, "Не спрашивать код в этом браузере 21 день"],
  ["ru", 30, "Не спрашивать код в этом браузере 30 дней"],
  ["uk", 30, "Не запитувати код у цьому браузері 30 днів"],
])("in %s, a browser is trusted for %d days", (name, days, text) => {
  expect(catalogues[name]?.challenge.trustBrowser(days)).toBe(text);
});

/** Days that a browser is trusted for, and seconds between two codes: of one and of 30. */
test.each([
  [
    "de",
    ["In diesem Browser 1 Tag lang nicht nach einem Code fragen", "In diesem Browser 30 Tage lang nicht nach einem Code fragen"],
    ["Jede Sekunde ein neuer Code", "Alle 30 Sekunden ein neuer Code"],
  ],
  [
    "es",
    ["No pedir un código en este navegador durante 1 día", "No pedir un código en este navegador durante 30 días"],
    ["Un código nuevo cada segundo", "Un código nuevo cada 30 segundos"],
  ],
  [
    "fr",
    ["Ne pas demander de code dans ce navigateur pendant 1 jour", "Ne pas demander de code dans ce navigateur pendant 30 jours"],
    ["Un nouveau code chaque seconde", "Un nouveau code toutes les 30 secondes"],
  ],
  [
    "it",
    ["Non chiedere un codice in questo browser per 1 giorno", "Non chiedere un codice in questo browser per 30 giorni"],
    ["Un nuovo codice ogni secondo", "Un nuovo codice ogni 30 secondi"],
  ],
  [
    "nl",
    ["1 dag lang niet om een code vragen in deze browser", "30 dagen lang niet om een code vragen in deze browser"],
    ["Elke seconde een nieuwe code", "Elke 30 seconden een nieuwe code"],
  ],
  [
    "pt-br",
    ["Não pedir um código neste navegador por 1 dia", "Não pedir um código neste navegador por 30 dias"],
    ["Um novo código a cada segundo", "Um novo código a cada 30 segundos"],
  ],
  [
    "sv",
    ["Fråga inte efter en kod i den här webbläsaren på 1 dag", "Fråga inte efter en kod i den här webbläsaren på 30 dagar"],
    ["En ny kod varje sekund", "En ny kod med 30 sekunders mellanrum"],
  ],
  ["zh-cn", ["1 天内在此浏览器上不再要求验证码", "30 天内在此浏览器上不再要求验证码"], ["每 1 秒更新一次验证码", "每 30 秒更新一次验证码"]],
])("in %s, days and seconds are said in singular and plural", (name, days, seconds) => {
  const { challenge, settings } = catalogues[name] ?? en;
  expect([1, 30].map(challenge.trustBrowser)).toEqual(days);
  expect([1, 30].map(settings.period)).toEqual(seconds);
});
