import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { addLanguage, type MfaElementEventMap } from "../../../../src/elements.js";
import { de } from "../../../../src/messages/locales/de.js";
import { sourceFor } from "../../../../src/adapters/elements/languages.js";
import { emitEvent } from "../../../../src/supertokens/events.js";
import { resyncMfaInfo } from "../../../../src/supertokens/mfaService.js";
import { readSession } from "../../../../src/supertokens/sessionService.js";
import { sessionOf } from "../../../fixtures/mfaScreen.js";
import { configure } from "../../support/config.js";
import { visit, watchPageLoads } from "../../support/page.js";

vi.mock("../../../../src/supertokens/sessionService.js", () => ({
  readSession: vi.fn(),
  sessionAtHand: vi.fn(),
  signOut: vi.fn(),
  clockAheadSeconds: () => 0,
}));
vi.mock("../../../../src/supertokens/mfaService.js", () => ({ resyncMfaInfo: vi.fn() }));

const onError = vi.fn();
const settled = () => act(async () => {});

function put(html: string): Element {
  document.body.innerHTML = html;
  const element = document.body.firstElementChild;
  if (element === null) throw new Error("Nothing was put into the page.");
  return element;
}

/** Collects an event at the document, where it arrives if it bubbles. */
function heard<Name extends keyof MfaElementEventMap>(name: Name, listener = vi.fn()) {
  document.addEventListener(name, (event) => listener(event.detail, event), { once: true });
  return listener;
}

beforeEach(() => {
  vi.resetAllMocks();
  visit("/auth/mfa/totp");
  vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "OPEN" }));
  vi.mocked(resyncMfaInfo).mockReturnValue(new Promise(() => undefined));
});

afterEach(async () => {
  document.body.innerHTML = "";
  document.documentElement.removeAttribute("lang");
  await settled();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

// First, as only here nothing was initialised yet.
test("an element before init says what to do, and shows its screen once init has come", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue();
  put("<mfa-screen></mfa-screen>");
  await waitFor(() => expect(said).toHaveBeenCalledWith(expect.objectContaining({ name: "MfaMisuseError" })));
  expect(String(said.mock.calls[0]?.[0])).toMatch(/<mfa-screen> is in the page.*not initialised.*Call SuperTokens\.init/);
  expect(screen.queryByRole("heading")).not.toBeInTheDocument();

  configure({ onError });
  expect(await screen.findByRole("textbox", { name: "6-digit code" })).toBeInTheDocument();
});

describe("after init", () => {
  beforeEach(() => configure({ onError }));

  it("an element renders into its light DOM, and leaves nothing running when it is removed", async () => {
    const element = put("<mfa-screen>Loading the page…</mfa-screen>");
    const field = await screen.findByRole("textbox", { name: "6-digit code" });
    expect(element.contains(field)).toBe(true);
    expect(element).not.toHaveTextContent("Loading the page…");
    element.remove();
    await settled();
    expect(element).toBeEmptyDOMElement();
  });

  it("what was typed survives a move of the element, and nothing is asked for anew", async () => {
    const element = put("<mfa-screen></mfa-screen>");
    const field = await screen.findByRole("textbox", { name: "6-digit code" });
    await userEvent.type(field, "123");
    const reads = vi.mocked(readSession).mock.calls.length;
    const place = document.createElement("main");
    document.body.append(place);
    place.append(element);
    await settled();
    expect(screen.getByRole("textbox", { name: "6-digit code" })).toBe(field);
    expect(field).toHaveValue("123");
    expect(readSession).toHaveBeenCalledTimes(reads);
  });

  it("another query is another screen", async () => {
    const element = put("<mfa-screen></mfa-screen>");
    await screen.findByRole("button", { name: "Log out" });
    vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "COMPLETE" }));
    await act(async () => element.setAttribute("search", "?stepUp=true"));
    expect(await screen.findByRole("button", { name: "Back" })).toBeInTheDocument();
  });

  it("a finished screen leads to redirect-to-path, unless the URL names another page", async () => {
    vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "COMPLETE" }));
    const stay = (_: unknown, event: Event) => event.preventDefault();
    const first = heard("mfa-navigate", vi.fn(stay));
    const element = put('<mfa-screen search="?stepUp=true" redirect-to-path="/account"></mfa-screen>');
    await userEvent.click(await screen.findByRole("button", { name: "Back" }));
    await waitFor(() => expect(first).toHaveBeenCalledWith({ path: "/account", replace: true }, expect.anything()));

    const second = heard("mfa-navigate", vi.fn(stay));
    await act(async () => element.setAttribute("search", "?stepUp=true&redirectToPath=/orders"));
    await userEvent.click(await screen.findByRole("button", { name: "Back" }));
    await waitFor(() => expect(second).toHaveBeenCalledWith({ path: "/orders", replace: true }, expect.anything()));
  });

  it("loads a page unless the event is cancelled, and never one of another origin", async () => {
    const loads = watchPageLoads();
    vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "COMPLETE" }));
    put('<mfa-screen search="?stepUp=true" redirect-to-path="//evil.com"></mfa-screen>');
    await userEvent.click(await screen.findByRole("button", { name: "Back" }));
    await waitFor(() => expect(loads.replace).toHaveBeenCalledWith("/"));
  });

  it("tells what happened by bubbling events in SuperTokens' own words, as long as it is there", async () => {
    const element = put("<mfa-screen></mfa-screen>");
    const listener = heard("totp-device-verified");
    const event = { action: "TOTP_DEVICE_VERIFIED", deviceName: "Phone", wasAlreadyVerified: false, userContext: {} } as const;
    emitEvent(undefined, event);
    expect(listener).toHaveBeenCalledExactlyOnceWith(event, expect.objectContaining({ target: element }));

    const late = heard("totp-device-verified");
    element.remove();
    await settled();
    emitEvent(undefined, event);
    expect(late).not.toHaveBeenCalled();
  });

  it.each([
    ["recovery-codes-created", { action: "RECOVERY_CODES_CREATED" }],
    ["recovery-codes-low", { action: "RECOVERY_CODES_LOW", left: 2 }],
    ["recovery-code-used", { action: "RECOVERY_CODE_USED", left: 9 }],
  ] as const)("tells of recovery codes by %s", (name, event) => {
    put("<mfa-screen></mfa-screen>");
    const listener = heard(name);
    emitEvent(undefined, event);
    expect(listener).toHaveBeenCalledExactlyOnceWith(event, expect.anything());
  });

  it.each([
    ["its own lang", '<mfa-screen lang="de"></mfa-screen>'],
    ["the lang around it", '<main lang="de-AT"><mfa-screen></mfa-screen></main>'],
  ])("speaks the language of %s", async (_, html) => {
    put(html);
    expect(await screen.findByRole("textbox", { name: de.common.codeLabel })).toBeInTheDocument();
  });

  it("changes its language with its lang, and takes a catalogue of the app's own by property", async () => {
    const element = put('<mfa-screen lang="de"></mfa-screen>');
    await screen.findByRole("textbox", { name: de.common.codeLabel });
    await act(async () => element.setAttribute("lang", "en"));
    expect(await screen.findByRole("textbox", { name: "6-digit code" })).toBeInTheDocument();
    const own = { ...de, common: { ...de.common, codeLabel: "Ihr Code" } };
    await act(async () => Object.assign(element, { messages: own }));
    expect(await screen.findByRole("textbox", { name: "Ihr Code" })).toBeInTheDocument();
  });

  it("is in English, and tells onError, when its language can't be loaded", async () => {
    const cause = new Error("The chunk didn't come.");
    addLanguage("tlh", () => Promise.reject(cause));
    put('<mfa-screen lang="tlh"></mfa-screen>');
    expect(await screen.findByRole("textbox", { name: "6-digit code" })).toBeInTheDocument();
    expect(onError).toHaveBeenCalledWith(cause);
  });
});

test("a language is found by RFC 4647's lookup, and English brings itself", () => {
  expect(sourceFor("en-GB")).toBeUndefined();
  expect(sourceFor("")).toBeUndefined();
  expect(sourceFor("pt")).toBe(sourceFor("PT-BR"));
  expect(sourceFor("fr-CA")).toBe(sourceFor("fr"));
  expect(sourceFor("de_AT")).toBeUndefined();
});

test.each([
  ["zh", "zh-cn"],
  ["zh-Hans-SG", "zh-cn"],
  ["zh-HK", "zh-tw"],
  ["zh-Hant", "zh-tw"],
])("%s is shown in the characters of %s", (asked, found) => {
  expect(sourceFor(asked)).toBe(sourceFor(found));
});

test("the languages of the library are all known to the elements, each loaded by its own name", async () => {
  const files = Object.keys(import.meta.glob("../../../../src/messages/locales/*.ts"));
  const names = files.flatMap((file) => /([\w-]+)\.ts$/.exec(file)?.[1] ?? []).filter((name) => name !== "en");
  for (const name of names) {
    const source = sourceFor(name);
    const messages = typeof source === "function" ? await source() : source;
    expect(messages?.locale.toLowerCase(), name).toBe(name);
  }
});
