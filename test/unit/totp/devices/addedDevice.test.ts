import { afterEach, expect, test } from "vitest";
import { keepKnownDevices, takeAddedDevice } from "../../../../src/totp/devices/addedDevice.js";

afterEach(() => {
  sessionStorage.clear();
});

test.each<[string, string[], string[], string | undefined]>([
  ["the first one", [], ["Phone"], "Phone"],
  ["one more", ["Phone"], ["Tablet", "Phone"], "Tablet"],
  ["none", ["Phone"], ["Phone"], undefined],
  ["one that was removed meanwhile", ["Phone", "Tablet"], ["Phone"], undefined],
  ["two, of which another tab made one", [], ["Phone", "Tablet"], undefined],
])("tells the device that is new: %s", (_name, before, after, added) => {
  keepKnownDevices(before, "public:ada");
  expect(takeAddedDevice(after, "public:ada")).toBe(added);
  expect(takeAddedDevice(after, "public:ada")).toBeUndefined();
});

test("tells nothing of another user's devices", () => {
  keepKnownDevices([], "public:ada");
  expect(takeAddedDevice(["Phone"], "public:bob")).toBeUndefined();
});

test.each(["garbage", "null", "[]", '{"sessionKey":"public:ada"}', '{"sessionKey":"public:ada","names":"Phone"}'])(
  "stored as %s is nothing",
  (stored) => {
    sessionStorage.setItem("supertokens-mfa-react.add", stored);
    expect(takeAddedDevice(["Phone"], "public:ada")).toBeUndefined();
  },
);
