import { describe, expect, it, test } from "vitest";
import { noOffers } from "../../../src/protocol/challengeOffers.js";
import { mfaScreenReducer, type MfaScreenEvent, type MfaScreenState } from "../../../src/multifactorauth/mfaScreen.state.js";
import type { FactorQuery } from "../../../src/routing/paths.js";
import * as fixture from "../../fixtures/mfaScreen.js";

const { deciding, decidingAgain, signInChallenge, signInChallengeKnown, signInChallengeUnknown, stepUpChallenge, stepUpThenSetup } =
  fixture;
const { setupInSignIn, setupFromApp, otherFactor, unavailable, cookiesBlocked, leavingToSuccess, leavingToSignIn, sessionOf, factorsOf } =
  fixture;

const query = (rest: Partial<FactorQuery> = {}): FactorQuery => ({ setup: false, stepUp: false, redirectToPath: undefined, ...rest });
const read = (
  session: Extract<MfaScreenEvent, { type: "SESSION_READ" }>["session"],
  rest: Partial<FactorQuery> = {},
  cookies = true,
): MfaScreenEvent => ({
  type: "SESSION_READ",
  session,
  query: query(rest),
  cookies,
});
const requirements = (rest: Parameters<typeof factorsOf>[0] = {}, offered = noOffers): MfaScreenEvent => ({
  type: "REQUIREMENTS_READ",
  factors: factorsOf(rest),
  offers: offered,
});

const open = sessionOf();
const complete = sessionOf({ mfa: "COMPLETE" });
const unknown = sessionOf({ mfa: "UNKNOWN" });

interface Row {
  name: string;
  from: MfaScreenState;
  event: MfaScreenEvent;
  to: MfaScreenState;
}

const arrival: Row[] = [
  { name: "without a session it goes to sign-in", from: deciding, event: read({ status: "NONE" }), to: leavingToSignIn },
  {
    name: "with cookies blocked it says so, since sign-in would end here again",
    from: deciding,
    event: read({ status: "NONE" }, {}, false),
    to: cookiesBlocked,
  },
  { name: "with MFA open the field is there at once", from: deciding, event: read(open), to: signInChallenge },
  { name: "with MFA complete it waits for the requirements", from: deciding, event: read(complete), to: deciding },
  { name: "with no claim yet it waits for the requirements", from: deciding, event: read(unknown), to: deciding },
  { name: "setup=true in the middle of sign-in shows no way back", from: deciding, event: read(open, { setup: true }), to: setupInSignIn },
  { name: "setup=true from the app shows a way back", from: deciding, event: read(complete, { setup: true }), to: setupFromApp },
  { name: "setup=true with no claim yet shows no way back", from: deciding, event: read(unknown, { setup: true }), to: setupInSignIn },
  {
    name: "stepUp=true asks for a code although MFA is complete",
    from: deciding,
    event: read(complete, { stepUp: true }),
    to: stepUpChallenge,
  },
  {
    name: "stepUp=true with no claim yet asks for a code too",
    from: deciding,
    event: read(unknown, { stepUp: true }),
    to: { ...stepUpChallenge, exit: "SIGN_OUT" },
  },
  { name: "stepUp=true in the middle of sign-in is the sign-in", from: deciding, event: read(open, { stepUp: true }), to: signInChallenge },
  {
    name: "stepUp and setup ask for a code first",
    from: deciding,
    event: read(complete, { stepUp: true, setup: true }),
    to: stepUpThenSetup,
  },
  { name: "an unreadable session offers a retry", from: deciding, event: { type: "SESSION_UNREADABLE" }, to: unavailable },
];

const behindTheForm: Row[] = [
  { name: "a device is set up: the challenge stays", from: signInChallenge, event: requirements(), to: signInChallengeKnown },
  { name: "no device: swaps to setup", from: signInChallenge, event: requirements({ alreadySetup: [] }), to: setupInSignIn },
  { name: "nothing left to do: goes on", from: signInChallenge, event: requirements({ next: [] }), to: leavingToSuccess },
  { name: "another factor is wanted", from: signInChallenge, event: requirements({ next: ["otp-email", "otp-phone"] }), to: otherFactor },
  { name: "one of several will do", from: signInChallenge, event: requirements({ next: ["otp-email", "totp"] }), to: signInChallengeKnown },
  {
    name: "unreadable: the form stays and says so",
    from: signInChallenge,
    event: { type: "REQUIREMENTS_UNREADABLE" },
    to: signInChallengeUnknown,
  },
  { name: "retried: the form stays while it asks again", from: signInChallengeUnknown, event: { type: "RETRIED" }, to: signInChallenge },
  {
    name: "a step-up stays although nothing is left to do",
    from: stepUpChallenge,
    event: requirements({ next: [] }),
    to: { ...stepUpChallenge, requirements: "KNOWN" },
  },
  {
    name: "a step-up opened before the claim was computed stays, and has a way back",
    from: { ...stepUpChallenge, exit: "SIGN_OUT" },
    event: requirements({ next: [] }),
    to: { ...stepUpChallenge, requirements: "KNOWN" },
  },
  { name: "a step-up with a factor open is the sign-in", from: stepUpChallenge, event: requirements(), to: signInChallengeKnown },
  {
    name: "a step-up without a device becomes setup",
    from: stepUpChallenge,
    event: requirements({ next: [], alreadySetup: [] }),
    to: setupFromApp,
  },
  { name: "a code before setup stays", from: stepUpThenSetup, event: requirements(), to: { ...stepUpThenSetup, requirements: "KNOWN" } },
  {
    name: "a code before setup in the middle of sign-in, without a device, is setup",
    from: stepUpThenSetup,
    event: requirements({ alreadySetup: [] }),
    to: setupInSignIn,
  },
];

const undecided: Row[] = [
  { name: "a device is set up and due", from: deciding, event: requirements(), to: signInChallengeKnown },
  { name: "none is set up and one is due", from: deciding, event: requirements({ alreadySetup: [] }), to: setupInSignIn },
  { name: "nothing left to do: goes on", from: deciding, event: requirements({ next: [] }), to: leavingToSuccess },
  { name: "another factor is wanted", from: decidingAgain, event: requirements({ next: ["otp-email"] }), to: otherFactor },
  { name: "nothing to ask for meanwhile", from: deciding, event: { type: "REQUIREMENTS_UNREADABLE" }, to: unavailable },
  { name: "retried", from: unavailable, event: { type: "RETRIED" }, to: deciding },
  {
    name: "the query had its say before another factor was completed",
    from: decidingAgain,
    event: read(open, { setup: true }),
    to: decidingAgain,
  },
  { name: "the session ended after a factor was completed", from: decidingAgain, event: read({ status: "NONE" }), to: leavingToSignIn },
];

const afterwards: Row[] = [
  { name: "a code completes sign-in", from: signInChallengeKnown, event: { type: "VERIFIED", mfa: "COMPLETE" }, to: leavingToSuccess },
  {
    name: "a code whose session can't be read goes on too",
    from: signInChallenge,
    event: { type: "VERIFIED", mfa: "UNKNOWN" },
    to: leavingToSuccess,
  },
  { name: "a code leaves another factor open", from: signInChallenge, event: { type: "VERIFIED", mfa: "OPEN" }, to: decidingAgain },
  { name: "a code before setup leads to setup", from: stepUpThenSetup, event: { type: "VERIFIED", mfa: "COMPLETE" }, to: setupFromApp },
  {
    name: "a code before setup leads to setup, in the middle of sign-in",
    from: stepUpThenSetup,
    event: { type: "VERIFIED", mfa: "OPEN" },
    to: setupInSignIn,
  },
  { name: "a proved device completes sign-in", from: setupInSignIn, event: { type: "VERIFIED", mfa: "COMPLETE" }, to: leavingToSuccess },
  {
    name: "a code is asked for before a device from the app",
    from: setupFromApp,
    event: { type: "VERIFY_FIRST_CHOSEN" },
    to: stepUpThenSetup,
  },
  {
    name: "a code is asked for before a device in sign-in",
    from: setupInSignIn,
    event: { type: "VERIFY_FIRST_CHOSEN" },
    to: { ...signInChallenge, purpose: "SETUP" },
  },
  {
    name: "a challenge without a device asks the backend again",
    from: signInChallengeKnown,
    event: { type: "NO_DEVICE_FOUND" },
    to: signInChallenge,
  },
  { name: "back leaves without a change", from: setupFromApp, event: { type: "LEFT" }, to: leavingToSuccess },
];

const offers = { recoveryCodes: true, trustDays: 30 };
const offered: MfaScreenState = { ...signInChallengeKnown, offers };
const byRecoveryCode: MfaScreenState = { ...offered, by: "RECOVERY_CODE" };

const codesLeft: MfaScreenState = { status: "codesLeft", codes: { after: "RECOVERY_CODE", left: 9 }, purpose: "SIGN_IN" };

const otherWays: Row[] = [
  { name: "what the backend offers comes behind the form", from: signInChallenge, event: requirements({}, offers), to: offered },
  {
    name: "a step-up is offered what the backend offers",
    from: stepUpChallenge,
    event: requirements({ next: [] }, offers),
    to: { ...stepUpChallenge, requirements: "KNOWN", offers },
  },
  { name: "a recovery code is chosen", from: offered, event: { type: "WAY_CHOSEN", by: "RECOVERY_CODE" }, to: byRecoveryCode },
  { name: "the app is chosen again", from: byRecoveryCode, event: { type: "WAY_CHOSEN", by: "APP" }, to: offered },
  {
    name: "requirements that are read again leave the recovery code",
    from: byRecoveryCode,
    event: requirements({}, offers),
    to: byRecoveryCode,
  },
  {
    name: "a recovery code is accepted",
    from: byRecoveryCode,
    event: { type: "CODES_LEFT", codes: { after: "RECOVERY_CODE", left: 9 } },
    to: codesLeft,
  },
  {
    name: "a recovery code turns out to be accepted after the way back",
    from: offered,
    event: { type: "CODES_LEFT", codes: { after: "RECOVERY_CODE", left: 9 } },
    to: codesLeft,
  },
  {
    name: "a recovery code turns out to be accepted after Log out",
    from: leavingToSignIn,
    event: { type: "CODES_LEFT", codes: { after: "RECOVERY_CODE", left: 9 } },
    to: leavingToSignIn,
  },
  {
    name: "a code of the app is accepted, and few are left",
    from: offered,
    event: { type: "CODES_LEFT", codes: { after: "APP", left: 2 } },
    to: { ...codesLeft, codes: { after: "APP", left: 2 } },
  },
  { name: "all is said, and sign-in is complete", from: codesLeft, event: { type: "VERIFIED", mfa: "COMPLETE" }, to: leavingToSuccess },
  { name: "all is said, and another factor is open", from: codesLeft, event: { type: "VERIFIED", mfa: "OPEN" }, to: decidingAgain },
  {
    name: "all is said, and a device is next",
    from: { ...codesLeft, purpose: "SETUP" },
    event: { type: "VERIFIED", mfa: "COMPLETE" },
    to: setupFromApp,
  },
  { name: "a new device after a recovery code", from: codesLeft, event: { type: "SETUP_CHOSEN", mfa: "COMPLETE" }, to: setupFromApp },
  { name: "a new device with another factor open", from: codesLeft, event: { type: "SETUP_CHOSEN", mfa: "OPEN" }, to: setupInSignIn },
  { name: "a way chosen too late", from: leavingToSuccess, event: { type: "WAY_CHOSEN", by: "RECOVERY_CODE" }, to: leavingToSuccess },
  {
    name: "a new device chosen after Log out",
    from: leavingToSignIn,
    event: { type: "SETUP_CHOSEN", mfa: "COMPLETE" },
    to: leavingToSignIn,
  },
];

describe.each([
  ["on arrival", arrival],
  ["the other ways", otherWays],
  ["the requirements, read behind the form", behindTheForm],
  ["the requirements, while undecided", undecided],
  ["afterwards", afterwards],
])("%s", (_name, rows) => {
  it.each(rows)("$name", ({ from, event, to }) => {
    expect(mfaScreenReducer(from, event)).toEqual(to);
  });
});

const all: MfaScreenState[] = [
  deciding,
  decidingAgain,
  signInChallenge,
  signInChallengeUnknown,
  stepUpThenSetup,
  codesLeft,
  setupInSignIn,
  otherFactor,
  unavailable,
  cookiesBlocked,
  leavingToSuccess,
  leavingToSignIn,
];

test.each(all)("the end of the session leads from $status to sign-in", (state) => {
  expect(mfaScreenReducer(state, { type: "SIGNED_OUT" })).toEqual(leavingToSignIn);
});

test.each(all.filter(({ status }) => status !== "setup"))("out of the back/forward cache, $status is decided anew", (state) => {
  expect(mfaScreenReducer(state, { type: "RETURNED" })).toEqual(deciding);
});

const ignored: [MfaScreenState, MfaScreenEvent][] = [
  [setupInSignIn, { type: "RETURNED" }],
  [signInChallenge, { type: "VERIFY_FIRST_CHOSEN" }],
  ...all
    .filter(({ status }) => status !== "deciding")
    .flatMap((state): [MfaScreenState, MfaScreenEvent][] => [
      [state, read(complete, { setup: true })],
      [state, { type: "SESSION_UNREADABLE" }],
    ]),
  ...[codesLeft, setupInSignIn, otherFactor, unavailable, cookiesBlocked, leavingToSuccess, leavingToSignIn].flatMap(
    (state): [MfaScreenState, MfaScreenEvent][] => [
      [state, requirements()],
      [state, { type: "REQUIREMENTS_UNREADABLE" }],
    ],
  ),
];

test.each(ignored)("%o ignores %o", (state, event) => {
  expect(mfaScreenReducer(state, event)).toBe(state);
});
