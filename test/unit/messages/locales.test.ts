import { describe, expect, it, test } from "vitest";
import { ar } from "../../../src/messages/locales/ar.js";
import { de } from "../../../src/messages/locales/de.js";
import { en } from "../../../src/messages/locales/en.js";
import { es } from "../../../src/messages/locales/es.js";
import { fr } from "../../../src/messages/locales/fr.js";
import { he } from "../../../src/messages/locales/he.js";
import { it as italian } from "../../../src/messages/locales/it.js";
import { ja } from "../../../src/messages/locales/ja.js";
import { ptBr } from "../../../src/messages/locales/pt-br.js";
import { zhCn } from "../../../src/messages/locales/zh-cn.js";
import type { Messages } from "../../../src/messages/messages.js";
import type { TotpReason } from "../../../src/protocol/totpSettings.js";

const catalogues: Record<string, Messages> = { en, de, es, fr, it: italian, "pt-br": ptBr, ja, "zh-cn": zhCn, ar, he };
const translations = Object.entries(catalogues).filter(([name]) => name !== "en");
const sections = ["common", "challenge", "setup", "settings"] as const;

/** Every message of a catalogue by its path; functions as they are. */
function flat(messages: Messages): Map<string, unknown> {
  return new Map(
    sections.flatMap((section) => Object.entries(messages[section]).map(([key, text]) => [`${section}.${key}`, text] as const)),
  );
}

const english = flat(en);
const takesNumber = new Set(["common.attemptsLeft", "settings.nameInvalid", "settings.period"]);
const takesReason = "settings.reason";

/** Some languages say small numbers in a word of their own. */
const inWords: Record<string, number[]> = { ar: [0, 1, 2], he: [1, 2], "pt-br": [0, 1], de: [1], es: [1], fr: [0, 1], it: [1] };

const reasons: TotpReason[] = [{ code: "ROLE", role: "auditor" }, { code: "ENABLED" }, { code: "TENANT" }, { code: "CUSTOM" }];

test("every file of the folder is tested here", () => {
  const files = Object.keys(import.meta.glob("../../../src/messages/locales/*.ts")).map((file) => file.replace(/^.*\/|\.ts$/g, ""));
  expect(Object.keys(catalogues).sort()).toEqual(files.sort());
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

  it("says what each message is told", () => {
    for (const [key, text] of texts) {
      if (typeof text !== "function" || key === takesReason) continue;
      const tell = text as (value: unknown) => unknown;
      const value = takesNumber.has(key) ? 37 : "Xyzzy";
      expect(tell(value), key).toContain(String(value));
    }
  });

  it("tells numbers in the forms of its language", () => {
    for (const tell of [messages.common.attemptsLeft, messages.settings.period]) {
      for (const count of [0, 1, 2, 3, 5, 11, 30, 60]) {
        const text = tell(count);
        expect(text).not.toContain("undefined");
        if (!(inWords[name] ?? []).includes(count)) expect(text).toContain(String(count));
      }
    }
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
      if (typeof text === "function" && typeof source === "function") {
        const value = key === takesReason ? { code: "TENANT" } : takesNumber.has(key) ? 5 : "Xyzzy";
        return (text as (value: unknown) => unknown)(value) === (source as (value: unknown) => unknown)(value);
      }
      return text === source;
    });
    expect(same.map(([key]) => key)).toEqual([]);
  });

  it("tells apart what must not be mixed up", () => {
    const { common, settings } = messages;
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
    ];
    for (const texts of choices) expect(new Set(texts).size, texts.join(" / ")).toBe(texts.length);
  });
});

test.each([
  ["en", ["0 attempts left.", "1 attempt left.", "2 attempts left."]],
  ["de", ["Noch 0 Versuche.", "Noch 1 Versuch.", "Noch 2 Versuche."]],
  ["fr", ["0 tentative restante.", "1 tentative restante.", "2 tentatives restantes."]],
  ["ar", ["لم تبقَ أي محاولة.", "بقيت محاولة واحدة.", "بقيت محاولتان.", "بقيت 3 محاولات."]],
  ["he", ["נותרו 0 ניסיונות.", "נותר ניסיון אחד.", "נותרו שני ניסיונות."]],
  ["ja", ["残り0回入力できます。", "残り1回入力できます。"]],
])("attempts are counted as %s counts", (name, texts) => {
  expect(texts.map((_, count) => catalogues[name]?.common.attemptsLeft(count))).toEqual(texts);
});
