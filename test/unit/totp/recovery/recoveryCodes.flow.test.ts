import { beforeEach, describe, expect, it, test, vi } from "vitest";
import { confirmRecoveryCodes, createRecoveryCodes } from "../../../../src/supertokens/recoveryService.js";
import { createRecoveryCodesFlow } from "../../../../src/totp/recovery/recoveryCodes.flow.js";
import { codeSet } from "../../../fixtures/settings.js";
import { configure } from "../../support/config.js";

vi.mock("../../../../src/supertokens/recoveryService.js", () => ({ createRecoveryCodes: vi.fn(), confirmRecoveryCodes: vi.fn() }));

type Made = Awaited<ReturnType<typeof createRecoveryCodes>>;

const made: Made = { status: "OK", set: codeSet };
const onDone = vi.fn();
const onSignedOut = vi.fn();
const onError = vi.fn();

beforeEach(() => {
  vi.resetAllMocks();
  configure({ onError });
  vi.mocked(createRecoveryCodes).mockResolvedValue(made);
  vi.mocked(confirmRecoveryCodes).mockResolvedValue({ status: "OK" });
});

const answered = () => new Promise((resolve) => setTimeout(resolve));

/** A screen that is looked at; StrictMode looks away at once, and comes back. */
function open() {
  const flow = createRecoveryCodesFlow({ onDone, onSignedOut });
  flow.subscribe(() => undefined)();
  const leave = flow.subscribe(() => undefined);
  return { ...flow, leave, status: () => flow.getState().status };
}

/** Answers the calls by hand, in the order in which they were made. */
function byHand(): ((outcome: Made) => Promise<unknown>)[] {
  const answers: ((outcome: Made) => Promise<unknown>)[] = [];
  vi.mocked(createRecoveryCodes).mockImplementation(
    () =>
      new Promise((resolve) => {
        answers.push((outcome) => {
          resolve(outcome);
          return answered();
        });
      }),
  );
  return answers;
}

test("codes are made once a visit, whoever looks at them how often", async () => {
  const { subscribe, status, getState } = open();
  expect(status()).toBe("making");
  await answered();
  subscribe(() => undefined);
  await answered();
  expect(getState()).toEqual({ status: "shown", set: codeSet });
  expect(createRecoveryCodes).toHaveBeenCalledOnce();
});

describe("codes that are saved", () => {
  it("are gone, the server hears of it, and the visit goes on, once", async () => {
    const { confirm, status } = open();
    await answered();
    confirm();
    confirm();
    expect(status()).toBe("done");
    expect(onDone).toHaveBeenCalledOnce();
    expect(confirmRecoveryCodes).toHaveBeenCalledExactlyOnceWith(codeSet.createdAt);
  });

  it.each<[string, () => ReturnType<typeof confirmRecoveryCodes>]>([
    ["answers nothing", () => new Promise(() => undefined)],
    ["is out of reach", async () => ({ status: "NETWORK", cause: new TypeError("Failed to fetch") })],
    ["knows other codes by now", async () => ({ status: "UNKNOWN_RECOVERY_CODES_ERROR" })],
  ])("keep nobody who hears that the server %s", async (_name, answer) => {
    vi.mocked(confirmRecoveryCodes).mockImplementation(answer);
    const { confirm } = open();
    await answered();
    confirm();
    expect(onDone).toHaveBeenCalledOnce();
  });
});

describe("codes that couldn't be made", () => {
  it.each<[string, Made, object]>([
    ["a 500", { status: "FAULT", cause: new Error("HTTP 500") }, { code: "UNAVAILABLE" }],
    ["a reply that got lost", { status: "NETWORK", cause: new TypeError("Failed to fetch") }, { code: "UNAVAILABLE" }],
    ["words of the server's", { status: "GENERAL", message: "Not <b>today</b>" }, { code: "GENERAL", message: "Not <b>today</b>" }],
  ])("for %s are told, tried again on demand, or done without", async (_name, outcome, problem) => {
    vi.mocked(createRecoveryCodes).mockResolvedValueOnce(outcome);
    const { getState, startOver } = open();
    await answered();
    expect(getState()).toEqual({ status: "failed", problem });
    startOver();
    startOver();
    expect(getState()).toEqual({ status: "making" });
    await answered();
    expect(getState()).toEqual({ status: "shown", set: codeSet });
    expect(createRecoveryCodes).toHaveBeenCalledTimes(2);
    expect(onDone).not.toHaveBeenCalled();
  });

  it("for being offline are put down to that", async () => {
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    vi.mocked(createRecoveryCodes).mockResolvedValue({ status: "NETWORK", cause: new TypeError("Failed to fetch") });
    const { getState } = open();
    await answered();
    expect(getState()).toEqual({ status: "failed", problem: { code: "OFFLINE" } });
    vi.restoreAllMocks();
  });

  it("may be done without", async () => {
    vi.mocked(createRecoveryCodes).mockResolvedValue({ status: "GENERAL", message: "No" });
    const { skip, status } = open();
    await answered();
    skip();
    skip();
    expect(status()).toBe("done");
    expect(onDone).toHaveBeenCalledOnce();
    expect(confirmRecoveryCodes).not.toHaveBeenCalled();
  });

  it("since the code of the visit is too old by now keep nobody: the panel makes them", async () => {
    vi.mocked(createRecoveryCodes).mockResolvedValue({ status: "MFA_NEEDED", need: "STEP_UP" });
    open();
    await answered();
    expect(onDone).toHaveBeenCalledOnce();
  });

  it("since the session is over lead to sign-in", async () => {
    vi.mocked(createRecoveryCodes).mockResolvedValue({ status: "UNAUTHORISED" });
    open();
    await answered();
    expect(onSignedOut).toHaveBeenCalledOnce();
    expect(onDone).not.toHaveBeenCalled();
  });
});

describe("a page that is left", () => {
  it("has no codes any more, and makes new ones on demand only", async () => {
    const { leavePage, getState, startOver } = open();
    await answered();
    leavePage();
    expect(getState()).toEqual({ status: "hidden" });
    await answered();
    expect(createRecoveryCodes).toHaveBeenCalledOnce();
    startOver();
    await answered();
    expect(getState()).toEqual({ status: "shown", set: codeSet });
    expect(createRecoveryCodes).toHaveBeenCalledTimes(2);
  });

  it("isn't shown codes whose reply comes afterwards", async () => {
    const answers = byHand();
    const { leavePage, status } = open();
    leavePage();
    await answers[0]?.(made);
    expect(status()).toBe("hidden");
  });

  // Two calls at a time would show the codes of one and leave those of the other working.
  it("and comes back while codes are under way is shown those, and makes no others", async () => {
    const answers = byHand();
    const { leavePage, startOver, getState } = open();
    leavePage();
    startOver();
    expect(answers).toHaveLength(1);
    await answers[0]?.(made);
    expect(getState()).toEqual({ status: "shown", set: codeSet });
    expect(createRecoveryCodes).toHaveBeenCalledOnce();
  });
});

test("nobody has to wait for codes that take long, and those that come after all are nobody's", async () => {
  vi.useFakeTimers();
  vi.mocked(createRecoveryCodes).mockImplementation(() => new Promise((resolve) => setTimeout(() => resolve(made), 30_000)));
  const { skip, status } = open();
  await vi.advanceTimersByTimeAsync(4999);
  expect(status()).toBe("making");
  await vi.advanceTimersByTimeAsync(1);
  expect(status()).toBe("waiting");
  skip();
  expect(onDone).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(status()).toBe("done");
  vi.useRealTimers();
});

test.each<Made>([{ status: "UNAUTHORISED" }, { status: "MFA_NEEDED", need: "STEP_UP" }, made])(
  "a reply ($status) that comes after the screen is gone leads nowhere and is kept nowhere",
  async (outcome) => {
    const answers = byHand();
    const { leave, status } = open();
    leave();
    await answers[0]?.(outcome);
    expect([onDone, onSignedOut].map((callback) => vi.mocked(callback).mock.calls.length)).toEqual([0, 0]);
    expect(status()).toBe("making");
  },
);

test("whoever listens by then hears that the visit goes on", async () => {
  const later = vi.fn();
  const { setOptions, confirm } = open();
  await answered();
  setOptions({ onDone: later, onSignedOut });
  confirm();
  expect(later).toHaveBeenCalledOnce();
  expect(onDone).not.toHaveBeenCalled();
});
