import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { TabNews } from "../../../src/browser/tabs.js";

/** Channels of one name that reach each other at once, also within a page, as the browser's do. */
class Channel {
  static all = new Set<Channel>();
  onmessage: ((event: { data: unknown }) => void) | null = null;
  constructor(readonly name: string) {
    Channel.all.add(this);
  }
  postMessage(data: unknown) {
    for (const other of Channel.all) {
      if (other !== this && other.name === this.name) other.onmessage?.({ data: structuredClone(data) });
    }
  }
  close() {
    Channel.all.delete(this);
  }
}

beforeEach(() => vi.stubGlobal("BroadcastChannel", Channel));

afterEach(() => {
  vi.unstubAllGlobals();
  Channel.all.clear();
});

/** Each import is a tab of its own. */
async function openTab() {
  vi.resetModules();
  return import("../../../src/browser/tabs.js");
}

const news: TabNews = { type: "PENDING_DEVICE_REPLACED", sessionKey: "public:ada", deviceName: "TOTP Device 0" };

test("other tabs hear the news, the one that tells it doesn't", async () => {
  const [here, there] = [await openTab(), await openTab()];
  const heard = { here: vi.fn(), there: vi.fn() };
  here.listenToOtherTabs(heard.here);
  there.listenToOtherTabs(heard.there);
  here.tellOtherTabs(news);
  expect(heard.there).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(news));
  expect(heard.here).not.toHaveBeenCalled();
});

test.each([null, "news", 7, [], {}, { ...news, type: "OTHER" }, { ...news, deviceName: undefined }, { ...news, sessionKey: 1 }])(
  "news of another shape, %j, is none",
  async (data) => {
    const there = await openTab();
    const heard = vi.fn();
    there.listenToOtherTabs(heard);
    expect(() => new Channel("supertokens-mfa-react").postMessage(data)).not.toThrow();
    expect(heard).not.toHaveBeenCalled();
  },
);

test("after stopping nothing is heard and no channel stays open", async () => {
  const [here, there] = [await openTab(), await openTab()];
  const heard = vi.fn();
  there.listenToOtherTabs(heard)();
  here.tellOtherTabs(news);
  expect(heard).not.toHaveBeenCalled();
  expect(Channel.all.size).toBe(0);
});

test("a browser without channels does without", async () => {
  vi.stubGlobal("BroadcastChannel", undefined);
  const tab = await openTab();
  expect(() => {
    tab.tellOtherTabs(news);
    tab.listenToOtherTabs(() => undefined)();
  }).not.toThrow();
});
