import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";

/** A page of the tab: each has its own memory, and all share the tab's storage. */
async function openPage() {
  vi.resetModules();
  const consent = await import("../../../src/routing/consent.js");
  return {
    ...consent,
    ask: (rest = {}) => consent.askConsent({ action: "remove", sessionHandle: "handle-1", askedAt: Date.now(), ...rest }),
    /** The challenge that the code is entered in. */
    openChallenge() {
      const challenge = consent.challengeConsent();
      challenge.open();
      return challenge;
    },
    taken: () => consent.takeConsent()?.action,
  };
}

type Page = Awaited<ReturnType<typeof openPage>>;

/** Leaves a page by a load of ours for the next one. */
async function load(page: Page): Promise<Page> {
  page.carryConsent();
  window.dispatchEvent(new Event("pagehide"));
  return openPage();
}

/** Leaves a page in any other way: the address bar, the browser's Back, a link of the app's. */
async function wander(): Promise<Page> {
  window.dispatchEvent(new Event("pagehide"));
  return openPage();
}

const comeBack = () => window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  sessionStorage.clear();
});

describe("a change that a code is asked for first is made once, after a code that its own challenge had accepted", () => {
  it("when a router goes there and back", async () => {
    const page = await openPage();
    page.ask();
    page.openChallenge().accept();
    expect(page.taken()).toBe("remove");
    expect(page.taken()).toBeUndefined();
  });

  it("when pages are loaded there and back", async () => {
    const panel = await openPage();
    panel.ask();
    const challenge = await load(panel);
    challenge.openChallenge().accept();
    const back = await load(challenge);
    expect(back.taken()).toBe("remove");
    expect((await wander()).taken()).toBeUndefined();
  });

  it("also by another way to complete the same challenge, and back", async () => {
    const page = await openPage();
    page.ask();
    const app = page.openChallenge();
    page.handOnConsent();
    const recovery = page.openChallenge();
    app.leave();
    page.handOnConsent();
    const again = page.openChallenge();
    recovery.leave();
    vi.runAllTimers();
    again.accept();
    expect(page.taken()).toBe("remove");
  });

  it("although StrictMode looks away from the challenge for a moment", async () => {
    const page = await openPage();
    page.ask();
    const challenge = page.openChallenge();
    challenge.leave();
    challenge.leave();
    challenge.open();
    vi.runAllTimers();
    challenge.accept();
    expect(page.taken()).toBe("remove");
  });
});

describe("a change that was given up is never made:", () => {
  test.each<[string, (page: Page) => void]>([
    [
      "by leaving the challenge",
      (page) => {
        const challenge = page.openChallenge();
        challenge.leave();
        vi.runAllTimers();
        challenge.accept();
      },
    ],
    ["without a code", () => undefined],
    ["by going for a code for something else", (page) => page.endConsent()],
    ["by leaving the challenge, or cancelling in it", (page) => page.openChallenge().close()],
    [
      "by a code that comes after the challenge was left",
      (page) => {
        const challenge = page.openChallenge();
        challenge.close();
        challenge.accept();
      },
    ],
    ["by a code of a challenge that was never opened", (page) => page.challengeConsent().accept()],
    [
      "by a code of a challenge that was opened for something else afterwards",
      (page) => {
        page.openChallenge();
        page.openChallenge().accept();
      },
    ],
    [
      "by opening its own challenge again, after the panel was looked at meanwhile",
      (page) => {
        const challenge = page.openChallenge();
        page.taken();
        challenge.open();
        challenge.accept();
      },
    ],
  ])("%s", async (_name, giveUp) => {
    const page = await openPage();
    page.ask();
    giveUp(page);
    expect(page.taken()).toBeUndefined();
  });

  test("by the browser's Back from a challenge that was loaded, then Forward to it and a code", async () => {
    const panel = await openPage();
    panel.ask();
    const challengePage = await load(panel);
    const challenge = challengePage.openChallenge();
    // The panel comes out of the page cache, with all that was in its memory.
    window.dispatchEvent(new Event("pagehide"));
    comeBack();
    expect(panel.taken()).toBeUndefined();
    challenge.accept();
    expect((await load(challengePage)).taken()).toBeUndefined();
  });

  test("by leaving the challenge's page in any other way than by a code, a reload among them", async () => {
    const panel = await openPage();
    panel.ask();
    (await load(panel)).openChallenge();
    const reloaded = await wander();
    reloaded.openChallenge().accept();
    expect(reloaded.taken()).toBeUndefined();
  });

  test("by leaving after the code was accepted, before the challenge led back", async () => {
    const panel = await openPage();
    panel.ask();
    (await load(panel)).openChallenge().accept();
    expect((await wander()).taken()).toBeUndefined();
  });

  test.each([1, -1])("after five minutes, whichever way the clock was turned (%i)", async (direction) => {
    const page = await openPage();
    page.ask();
    page.openChallenge().accept();
    vi.setSystemTime(Date.now() + direction * 300_000);
    expect(page.taken()).toBeUndefined();
    page.ask();
    vi.setSystemTime(Date.now() + direction * 299_999);
    page.openChallenge().accept();
    expect(page.taken()).toBe("remove");
  });
});

test("a duplicate of the tab, which copies its storage, finds nothing while the challenge or the panel is shown", async () => {
  const panel = await openPage();
  panel.ask();
  expect(sessionStorage).toHaveLength(0);
  const challenge = await load(panel);
  challenge.openChallenge();
  expect(sessionStorage).toHaveLength(0);
  challenge.openChallenge();
});

test.each([
  "garbage",
  "null",
  "[]",
  '{"status":"GRANTED"}',
  '{"status":"GRANTED","intent":null}',
  '{"status":"GRANTED","intent":{"action":"remove"}}',
  '{"status":"GRANTED","intent":{"action":"remove","sessionHandle":1,"askedAt":0}}',
  '{"status":"OPEN","intent":{"action":"remove","sessionHandle":"handle-1","askedAt":0}}',
])("stored as %s it is none", async (stored) => {
  sessionStorage.setItem("supertokens-mfa-react.step-up", stored);
  const page = await openPage();
  page.openChallenge().accept();
  expect(page.taken()).toBeUndefined();
});

test("it can do without storage, as far as a router goes", async () => {
  const blocked = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("blocked");
  });
  const page = await openPage();
  page.ask();
  page.carryConsent();
  page.openChallenge().accept();
  expect(page.taken()).toBe("remove");
  blocked.mockRestore();
});
