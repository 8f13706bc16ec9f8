import { expect, test } from "vitest";
import { guardState, type GuardState } from "../../../src/multifactorauth/guard.state.js";
import { sessionOf } from "../../fixtures/mfaScreen.js";

test.each([
  ["a complete session", sessionOf({ mfa: "COMPLETE" }), true, { status: "allowed" }],
  ["an open one", sessionOf({ mfa: "OPEN" }), true, { status: "redirecting", to: "FACTOR" }],
  ["one whose claim can't be had", sessionOf({ mfa: "UNKNOWN" }), true, { status: "unavailable" }],
  ["none", { status: "NONE" } as const, true, { status: "redirecting", to: "SIGN_IN" }],
  ["none with cookies blocked", { status: "NONE" } as const, false, { status: "cookiesBlocked" }],
  ["an ended one", { status: "UNAUTHORISED" } as const, true, { status: "redirecting", to: "SIGN_IN" }],
  ["one that needs a factor", { status: "MFA_NEEDED", need: "COMPLETE" } as const, true, { status: "redirecting", to: "FACTOR" }],
  ["one that can't be read for the network", { status: "NETWORK", cause: 1 } as const, true, { status: "unavailable" }],
  ["one that can't be read for a fault", { status: "FAULT", cause: 1 } as const, true, { status: "unavailable" }],
  ["one that the server refuses in its own words", { status: "GENERAL", message: "No" } as const, true, { status: "unavailable" }],
] as const)("%s", (_name, session, cookies, expected) => {
  expect(guardState({ status: "checking" }, session, cookies)).toEqual(expected);
});

const shown: GuardState = { status: "allowed" };

test.each([
  { status: "NETWORK", cause: 1 },
  { status: "FAULT", cause: 1 },
  { status: "GENERAL", message: "No" },
] as const)("$status takes nothing away that is shown already", (failure) => {
  expect(guardState(shown, failure, true)).toBe(shown);
});

test.each([{ status: "NONE" }, { status: "UNAUTHORISED" }, sessionOf({ mfa: "OPEN" })] as const)(
  "$status takes away what is shown",
  (session) => {
    expect(guardState(shown, session, true)).toMatchObject({ status: "redirecting" });
  },
);
