import { afterEach, describe, expect, it, vi } from "vitest";
import { dateInWords, daysAgo } from "../../../src/messages/date.js";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const justBeforeMidnight = Date.UTC(2026, 10, 24, 23, 30);

describe("a date", () => {
  it.each([
    ["America/Los_Angeles", "24. November 2026"],
    ["UTC", "24. November 2026"],
    ["Pacific/Auckland", "25. November 2026"],
  ])("is that of the reader's time zone: %s", (zone, words) => {
    vi.stubEnv("TZ", zone);
    expect(dateInWords(justBeforeMidnight, "de")).toBe(words);
  });

  it.each([
    [["en-GB"], "en", "24 November 2026"],
    [["de-AT", "en-US"], "en", "November 24, 2026"],
    [["en-GB"], "de", "24. November 2026"],
    [["pt-PT"], "pt-BR", "24 de novembro de 2026"],
    [[], "en", "November 24, 2026"],
  ])("is written as the country of a reader of %j writes it in %s", (languages, locale, words) => {
    vi.stubEnv("TZ", "UTC");
    vi.spyOn(navigator, "languages", "get").mockReturnValue(languages);
    expect(dateInWords(justBeforeMidnight, locale)).toBe(words);
  });
});

describe("how long ago a day was", () => {
  it.each([
    ["a minute before, on the day before", Date.UTC(2026, 10, 25, 0, 5), Date.UTC(2026, 10, 24, 23, 59), "yesterday"],
    ["the same day, many hours before", Date.UTC(2026, 10, 24, 23, 59), Date.UTC(2026, 10, 24, 0, 1), "today"],
    ["a while", Date.UTC(2026, 10, 24), Date.UTC(2026, 9, 1), "54 days ago"],
    ["months", Date.UTC(2026, 10, 24), Date.UTC(2026, 7, 1), "4 months ago"],
    ["a clock that is behind", Date.UTC(2026, 10, 24), Date.UTC(2026, 10, 25), "tomorrow"],
  ])("goes by the calendar: %s", (_name, now, at, words) => {
    vi.stubEnv("TZ", "UTC");
    expect(daysAgo(at, "en", now)).toBe(words);
  });

  it("isn't put out by a day of 23 or 25 hours", () => {
    vi.stubEnv("TZ", "Europe/Berlin");
    // Clocks go forward on 29 March and back on 25 October 2026.
    expect(daysAgo(Date.UTC(2026, 2, 28, 12), "en", Date.UTC(2026, 2, 29, 12))).toBe("yesterday");
    expect(daysAgo(Date.UTC(2026, 9, 24, 12), "en", Date.UTC(2026, 9, 26, 12))).toBe("2 days ago");
  });
});
