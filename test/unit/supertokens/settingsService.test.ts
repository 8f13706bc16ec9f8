import { beforeEach, describe, expect, it, test } from "vitest";
import { listDevices } from "../../../src/supertokens/deviceService.js";
import { disableTotp, enableTotp, renameDevice } from "../../../src/supertokens/settingsService.js";
import { backend, forgetSession, html, json, signIn, startSdk } from "../support/backend.js";

beforeEach(() => {
  startSdk();
  forgetSession();
  signIn();
});

const settings = {
  enabled: true,
  required: true,
  reason: { code: "ENABLED" },
  canDisable: true,
  canToggle: true,
  lastDevice: "TURNS_OFF",
  freshForSeconds: 300,
};

const calls = {
  enable: { route: "POST /auth/totp/settings/enable", call: () => enableTotp(), body: {} },
  disable: { route: "POST /auth/totp/settings/disable", call: () => disableTotp(), body: {} },
  rename: {
    route: "POST /auth/totp/device/rename",
    call: () => renameDevice("Old <img>", "Neu & Co"),
    body: { existingDeviceName: "Old <img>", newDeviceName: "Neu & Co" },
  },
} as const;

describe.each(Object.entries(calls))("%s", (_name, { route, call, body }) => {
  it("asks the plugin once, in its words", async () => {
    const requests = backend({ [route]: () => json({ status: "OK", ...settings }) });
    expect(await call()).toMatchObject({ status: "OK" });
    expect(requests.map((request) => [`${request.method} ${request.path}`, request.body])).toEqual([[route, body]]);
  });

  it.each([
    ["a 500", () => json({}, 500)],
    ["a 502 with HTML", () => html(502)],
    ["a 200 with HTML", () => html()],
    ["a 200 with null", () => json(null)],
    ["a 200 with a string", () => json("OK")],
    ["no status", () => json({})],
    ["a status that is not known", () => json({ status: "MAYBE" })],
    ["no answer", () => new TypeError("Failed to fetch")],
  ])("takes %s for a failure", async (fault, answer) => {
    backend({ [route]: answer });
    expect((await call()).status).toBe(fault === "no answer" ? "NETWORK" : "FAULT");
  });

  it("hands on the words of a general error", async () => {
    backend({ [route]: () => json({ status: "GENERAL_ERROR", message: "Ask Bob" }) });
    expect(await call()).toEqual({ status: "GENERAL", message: "Ask Bob" });
  });

  it("tells the wish for a recent code", async () => {
    const reason = { message: "…", factorId: "totp", freshForSeconds: 300 };
    backend({ [route]: () => json({ message: "invalid claim", claimValidationErrors: [{ id: "st-mfa", reason }] }, 403) });
    expect(await call()).toEqual({ status: "MFA_NEEDED", need: "STEP_UP" });
  });
});

const devices = [{ name: "Phone", period: 30, skew: 1, verified: true }];
const listRoute = "GET /auth/totp/device/list";
const listWith = (answer: unknown) => backend({ [listRoute]: () => json({ status: "OK", devices, settings: answer }) });
const readSettings = async () => {
  const list = await listDevices();
  return list.status === "OK" ? list.settings : list;
};

describe("the settings", () => {
  it("come with the devices, in one request, without their status", async () => {
    const requests = listWith({ status: "OK", ...settings });
    expect(await listDevices()).toEqual({ status: "OK", devices, settings: { status: "OK", settings } });
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([listRoute]);
  });

  it("of a backend without the plugin are none, and nothing else is asked for them", async () => {
    const requests = listWith(undefined);
    expect(await listDevices()).toEqual({ status: "OK", devices, settings: undefined });
    expect(requests).toHaveLength(1);
  });

  it("that a policy can't give are the words of the server's author, and the devices are there", async () => {
    listWith({ status: "GENERAL_ERROR", message: "Ask Bob" });
    expect(await listDevices()).toEqual({ status: "OK", devices, settings: { status: "GENERAL", message: "Ask Bob" } });
  });

  it.each([null, "OK", 7, [], {}, { status: "OK" }, { status: "OK", theme: "dark" }, { status: "OK", ...settings, enabled: "yes" }])(
    "of another shape, %j, are a fault, and the devices are there",
    async (answer) => {
      listWith(answer);
      expect(await listDevices()).toMatchObject({ status: "OK", devices, settings: { status: "FAULT" } });
    },
  );
});

describe("what the plugin keeps beside the devices", () => {
  const recoveryCodes = { left: 8, total: 10, createdAt: 1_795_000_000_000, seen: true };
  const browser = { id: "b1", browser: "Firefox", system: "Linux", createdAt: 1, lastUsedAt: 2, expiresAt: 3, current: true };
  const readMore = async (more: object) => {
    listWith({ status: "OK", ...settings, ...more });
    const read = await readSettings();
    return read?.status === "OK" && "settings" in read ? read.settings : undefined;
  };

  it("comes as it is", async () => {
    const more = { recoveryCodes, trustedBrowsers: [browser] };
    expect(await readMore(more)).toEqual({ ...settings, ...more });
    expect(await readMore({ recoveryCodes: null, trustedBrowsers: [] })).toMatchObject({ recoveryCodes: null, trustedBrowsers: [] });
  });

  it.each([
    7,
    "10",
    [],
    { left: 8, total: 10 },
    { ...recoveryCodes, left: "8" },
    { ...recoveryCodes, left: -1 },
    { ...recoveryCodes, createdAt: 9e15 },
  ])("isn't shown where the codes are of another shape: %j", async (codes) => {
    expect(await readMore({ recoveryCodes: codes })).toEqual(settings);
  });

  it("leaves out a browser of another shape, and a name that is none", async () => {
    const { browser: _browser, ...nameless } = browser;
    const hostile = [null, 7, {}, { ...browser, id: 7 }, { ...browser, lastUsedAt: "today" }, { ...browser, browser: {}, current: "yes" }];
    expect(await readMore({ trustedBrowsers: [...hostile, browser] })).toEqual({
      ...settings,
      trustedBrowsers: [{ ...nameless, current: false }, browser],
    });
    expect(await readMore({ trustedBrowsers: "all" })).toEqual(settings);
  });
});

test.each([
  [1_795_000_000_000, 1_795_000_000_000],
  [9e15, undefined],
  ["yesterday", undefined],
  [null, undefined],
])("a device added at %j was added at %j", async (addedAt, shown) => {
  backend({ [listRoute]: () => json({ status: "OK", devices: [{ ...devices[0], addedAt }] }) });
  expect(await listDevices()).toMatchObject({ devices: [{ name: "Phone", addedAt: shown }] });
});

test("a refusal to turn off comes with its reason", async () => {
  const answer = { status: "TOTP_REQUIRED_ERROR", reason: { code: "ROLE", role: "admin" } };
  backend({ [calls.disable.route]: () => json(answer) });
  expect(await disableTotp()).toEqual(answer);
});

// The panel reads its code, and would take the app's page down over one that is none.
test.each([[null], [undefined], ["ROLE"]])("a reason of %o is none", async (reason) => {
  backend({
    [listRoute]: () => json({ status: "OK", devices, settings: { status: "OK", ...settings, reason } }),
    [calls.disable.route]: () => json({ status: "TOTP_REQUIRED_ERROR", reason }),
  });
  const { reason: _reason, ...rest } = settings;
  expect(await readSettings()).toEqual({ status: "OK", settings: rest });
  expect((await disableTotp()).status).toBe("FAULT");
});

test.each([
  [{ code: "CUSTOM", message: 7 }],
  [{ code: "CUSTOM", message: { html: "<b>" } }],
  [{ code: "CUSTOM", message: " " }],
  [{ code: "ROLE", role: null }],
  [{ code: "NEW_IN_A_LATER_VERSION" }],
  [{}],
])("a reason of the shape %j is one without words, so that none is made up", async (reason) => {
  backend({
    [listRoute]: () => json({ status: "OK", devices, settings: { status: "OK", ...settings, reason } }),
    [calls.disable.route]: () => json({ status: "TOTP_REQUIRED_ERROR", reason }),
  });
  expect(await readSettings()).toEqual({ status: "OK", settings: { ...settings, reason: { code: "CUSTOM" } } });
  expect(await disableTotp()).toEqual({ status: "TOTP_REQUIRED_ERROR", reason: { code: "CUSTOM" } });
});

test.each([undefined, null, "64", {}, 1.5])("a longest name of %j is the protocol's", async (maxLength) => {
  backend({ [calls.rename.route]: () => json({ status: "INVALID_DEVICE_NAME_ERROR", maxLength }) });
  expect(await renameDevice("a", "b")).toEqual({ status: "INVALID_DEVICE_NAME_ERROR", maxLength: 64 });
});

test.each([
  { status: "UNKNOWN_DEVICE_ERROR" },
  { status: "DEVICE_ALREADY_EXISTS_ERROR" },
  { status: "INVALID_DEVICE_NAME_ERROR", maxLength: 64 },
])("a new name may be answered with $status", async (answer) => {
  backend({ [calls.rename.route]: () => json(answer) });
  expect(await renameDevice("a", "b")).toEqual(answer);
});

test("an answer of another call is none of this one", async () => {
  backend({ [calls.enable.route]: () => json({ status: "UNKNOWN_DEVICE_ERROR" }) });
  expect((await enableTotp()).status).toBe("FAULT");
});
