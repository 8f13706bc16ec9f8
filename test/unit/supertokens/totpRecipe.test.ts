import { beforeEach, describe, expect, it, test, vi } from "vitest";
import { Totp, type TotpEvent } from "../../../src/index.js";
import { backend, forgetSession, json, signIn, startSdk } from "../support/backend.js";

const onHandleEvent = vi.fn<(event: TotpEvent) => void>();
const onError = vi.fn();
const device = { deviceName: "Phone", secret: "JBSWY3DPEHPK3PXP", qrCodeString: "otpauth://totp/x" };
const userContext = { from: "test" };

beforeEach(() => {
  vi.resetAllMocks();
  forgetSession();
  signIn();
  startSdk({ totp: { onHandleEvent }, mfa: { onError } });
});

const rows: [string, string, object, () => Promise<unknown>, object][] = [
  [
    "a device was made",
    "POST /auth/totp/device",
    { status: "OK", ...device },
    () => Totp.createDevice({ userContext }),
    { action: "TOTP_DEVICE_CREATED", deviceName: "Phone" },
  ],
  [
    "a device was verified",
    "POST /auth/totp/device/verify",
    { status: "OK", wasAlreadyVerified: false },
    () => Totp.verifyDevice({ deviceName: "Phone", totp: "123456", userContext }),
    { action: "TOTP_DEVICE_VERIFIED", deviceName: "Phone", wasAlreadyVerified: false },
  ],
  [
    "a code was accepted",
    "POST /auth/totp/verify",
    { status: "OK" },
    () => Totp.verifyCode({ totp: "123456", userContext }),
    { action: "TOTP_CODE_VERIFIED" },
  ],
  [
    "a device was removed",
    "POST /auth/totp/device/remove",
    { status: "OK", didDeviceExist: true },
    () => Totp.removeDevice({ deviceName: "Phone", userContext }),
    { action: "TOTP_DEVICE_REMOVED", deviceName: "Phone" },
  ],
];

describe.each(rows)("when %s", (_name, route, answer, call, event) => {
  it("the app is told once, without secret or code", async () => {
    backend({ [route]: () => json(answer) });
    expect(await call()).toMatchObject(answer);
    expect(onHandleEvent).toHaveBeenCalledExactlyOnceWith({ ...event, userContext });
    expect(JSON.stringify(onHandleEvent.mock.calls)).not.toMatch(/JBSWY|123456/);
  });

  it("the call succeeds although the app's handler throws", async () => {
    onHandleEvent.mockImplementation(() => {
      throw new Error("theirs");
    });
    backend({ [route]: () => json(answer) });
    expect(await call()).toMatchObject(answer);
    expect(onError).toHaveBeenCalledExactlyOnceWith(new Error("theirs"));
  });

  it("nothing is told of a refusal", async () => {
    backend({ [route]: () => json({ status: "DEVICE_ALREADY_EXISTS_ERROR" }) });
    await call();
    expect(onHandleEvent).not.toHaveBeenCalled();
  });
});

test("removing a device that was gone already is no removal", async () => {
  backend({ "POST /auth/totp/device/remove": () => json({ status: "OK", didDeviceExist: false }) });
  await Totp.removeDevice({ deviceName: "Phone" });
  expect(onHandleEvent).not.toHaveBeenCalled();
});

test("the list is handed through and tells nothing", async () => {
  backend({ "GET /auth/totp/device/list": () => json({ status: "OK", devices: [] }) });
  expect(await Totp.listDevices()).toMatchObject({ status: "OK", devices: [] });
  expect(onHandleEvent).not.toHaveBeenCalled();
});

describe("the app's own override", () => {
  it("lies around ours: it sees the event after the call and may change the answer", async () => {
    const order: string[] = [];
    startSdk({
      totp: {
        onHandleEvent: () => order.push("event"),
        override: {
          functions: (original) => ({
            ...original,
            createDevice: async (input) => {
              order.push("override before");
              const answer = await original.createDevice(input);
              order.push("override after");
              return answer.status === "OK" ? { ...answer, deviceName: "Renamed by the app" } : answer;
            },
          }),
        },
      },
    });
    backend({
      "POST /auth/totp/device": () => {
        order.push("request");
        return json({ status: "OK", ...device });
      },
    });
    expect(await Totp.createDevice()).toMatchObject({ deviceName: "Renamed by the app" });
    expect(order).toEqual(["override before", "request", "event", "override after"]);
  });

  it("keeps the functions that it leaves alone", async () => {
    startSdk({ totp: { onHandleEvent, override: { functions: (original) => ({ ...original, listDevices: original.listDevices }) } } });
    backend({ "POST /auth/totp/verify": () => json({ status: "OK" }) });
    await Totp.verifyCode({ totp: "123456" });
    expect(onHandleEvent).toHaveBeenCalledOnce();
  });
});

test("the API hooks of the SDK are handed through", async () => {
  const postAPIHook = vi.fn(async () => undefined);
  startSdk({
    totp: {
      preAPIHook: async (context) => ({
        ...context,
        requestInit: { ...context.requestInit, headers: { ...context.requestInit.headers, "x-own": context.action } },
      }),
      postAPIHook,
    },
  });
  const requests = backend({ "POST /auth/totp/verify": () => json({ status: "OK" }) });
  await Totp.verifyCode({ totp: "123456" });
  expect(requests.map(({ headers }) => headers.get("x-own"))).toEqual(["VERIFY_CODE"]);
  expect(postAPIHook).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ action: "VERIFY_CODE" }));
});

test("Totp.init without options is the SDK's own recipe", async () => {
  startSdk();
  backend({ "POST /auth/totp/verify": () => json({ status: "OK" }) });
  expect(await Totp.verifyCode({ totp: "123456" })).toMatchObject({ status: "OK" });
});
