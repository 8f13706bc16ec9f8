import { act, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { StrictMode, useState } from "react";
import { beforeEach, describe, expect, it, test, vi } from "vitest";
import { consumeRecoveryCode, createRecoveryCodes } from "../../../../src/supertokens/recoveryService.js";
import { readSession, wasTotpCompletedSince } from "../../../../src/supertokens/sessionService.js";
import { storedLock } from "../../../../src/totp/code/lock.js";
import { RecoveryScreen } from "../../../../src/totp/recovery/RecoveryScreen.js";
import type { CodesLeft } from "../../../../src/totp/recovery/codesLeft.js";
import { sessionOf } from "../../../fixtures/mfaScreen.js";
import { configure } from "../../support/config.js";

vi.mock("../../../../src/supertokens/recoveryService.js", () => ({ consumeRecoveryCode: vi.fn(), createRecoveryCodes: vi.fn() }));
vi.mock("../../../../src/supertokens/sessionService.js", () => ({
  readSession: vi.fn(),
  sessionAtHand: vi.fn(),
  wasTotpCompletedSince: vi.fn(),
}));

const on = { onWay: vi.fn(), onVerified: vi.fn(), onSetUp: vi.fn(), onDetour: vi.fn(), onSignedOut: vi.fn() };
const consent = { open: vi.fn(), accept: vi.fn(), close: vi.fn(), leave: vi.fn() };
const onCodesLeft = vi.fn();
const session = sessionOf();

beforeEach(() => {
  vi.resetAllMocks();
  localStorage.clear();
  configure();
  vi.mocked(readSession).mockResolvedValue(session);
  vi.mocked(wasTotpCompletedSince).mockResolvedValue(false);
  vi.mocked(consumeRecoveryCode).mockResolvedValue({ status: "OK", recoveryCodesLeft: 7 });
});

const field = () => screen.getByRole("textbox", { name: "Recovery code" });
const verify = () => userEvent.click(screen.getByRole("button", { name: "Verify" }));

/** The challenge around it: shows what is left when it is told, wherever its user is by then. */
function Challenge({ codes: first }: { codes?: CodesLeft }) {
  const [codes, setCodes] = useState(first);
  const [by, setBy] = useState<"APP" | "RECOVERY_CODE">("RECOVERY_CODE");
  if (by === "APP" && codes === undefined) return <p>The code of the app</p>;
  const left = (told: CodesLeft) => {
    onCodesLeft(told);
    setCodes(told);
  };
  const way = (chosen: "APP") => {
    on.onWay(chosen);
    setBy(chosen);
  };
  return <RecoveryScreen {...on} codes={codes} consent={consent} onCodesLeft={left} onWay={way} />;
}

async function open(codes?: CodesLeft) {
  const view = render(
    <StrictMode>
      <Challenge {...(codes && { codes })} />
    </StrictMode>,
  );
  await act(async () => undefined);
  return view;
}

async function enter(typed: string) {
  await userEvent.clear(field());
  await userEvent.type(field(), typed);
  await verify();
}

test.each(["7k2mq-x4w9d", "7K2MQX4W9D", " 7k2mq x4w9d ", "7k2mq—x4w9d", "7k2m q-x4 w9d"])(
  "a code is understood as people type it: %j",
  async (typed) => {
    await open();
    await enter(typed);
    expect(consumeRecoveryCode).toHaveBeenCalledExactlyOnceWith("7k2mqx4w9d");
  },
);

test("a code is sent by the button or by Enter and never by itself, since sending uses it up", async () => {
  await open();
  expect(field()).toHaveFocus();
  await userEvent.type(field(), "7k2mq-x4w9d");
  expect(consumeRecoveryCode).not.toHaveBeenCalled();
  await userEvent.keyboard("{Enter}{Enter}");
  expect(consumeRecoveryCode).toHaveBeenCalledOnce();
});

test("what can't be a code is said here, and costs no attempt", async () => {
  await open();
  await enter("123456");
  expect(screen.getByRole("alert")).toHaveTextContent("A recovery code has 10 letters and digits.");
  expect(field()).toBeInvalid();
  expect(field()).toHaveValue("123456");
  expect(consumeRecoveryCode).not.toHaveBeenCalled();
});

test("an accepted code says how many are left, and leads to a new device or on", async () => {
  await open();
  await enter("7k2mq-x4w9d");
  expect(await screen.findByRole("heading", { level: 1, name: "Recovery code accepted" })).toHaveFocus();
  expect(screen.getByText(/^7 recovery codes are left\. If your phone is lost, set up a new device now/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Set up a new device" }));
  expect(on.onSetUp).toHaveBeenCalledOnce();
  await userEvent.click(screen.getByRole("button", { name: "Continue" }));
  expect(on.onVerified).toHaveBeenCalledOnce();
});

test("a wrong code stays, selected, with the attempts that are left, and the next one works", async () => {
  vi.mocked(consumeRecoveryCode).mockResolvedValueOnce({ status: "INVALID_TOTP_ERROR", attemptsLeft: 4 });
  await open();
  await enter("7k2mq-x4w9d");
  expect(await screen.findByText("That code isn't right, or was used already. 4 attempts left.")).toBeVisible();
  expect(field()).toHaveValue("7k2mq-x4w9d");
  expect(field()).toHaveFocus();
  await enter("0h3fz-8rtvn");
  expect(await screen.findByRole("heading", { name: "Recovery code accepted" })).toBeVisible();
});

test("too many wrong codes lock this form and the user's other tabs, and not the codes of the app", async () => {
  vi.mocked(consumeRecoveryCode).mockResolvedValue({ status: "LIMIT_REACHED_ERROR", retryAfterMs: 900_000 });
  await open();
  await enter("7k2mq-x4w9d");
  expect(await screen.findByText("Too many wrong codes. You can try again in 15 minutes.")).toBeVisible();
  expect(storedLock("RECOVERY_CODE", session.sessionKey)).toBeGreaterThan(0);
  expect(storedLock("TOTP", session.sessionKey)).toBe(0);
  await verify();
  expect(consumeRecoveryCode).toHaveBeenCalledOnce();
});

describe("a reply that got lost", () => {
  const lost = { status: "NETWORK", cause: new TypeError("Failed to fetch") } as const;

  it("is settled by the session: the code was used, and isn't sent again", async () => {
    vi.mocked(consumeRecoveryCode).mockResolvedValue(lost);
    vi.mocked(wasTotpCompletedSince).mockResolvedValue(true);
    await open();
    await enter("7k2mq-x4w9d");
    expect(await screen.findByRole("heading", { name: "Recovery code accepted" })).toBeVisible();
    expect(screen.queryByText(/codes are left/)).not.toBeInTheDocument();
    expect(consumeRecoveryCode).toHaveBeenCalledOnce();
  });

  it("to a code that never arrived leaves it in the field", async () => {
    vi.mocked(consumeRecoveryCode).mockResolvedValueOnce(lost);
    await open();
    await enter("7k2mq-x4w9d");
    expect(await screen.findByText("Something went wrong on our side. Please try again.")).toBeVisible();
    expect(field()).toHaveValue("7k2mq-x4w9d");
    await verify();
    expect(await screen.findByRole("heading", { name: "Recovery code accepted" })).toBeVisible();
    expect(vi.mocked(consumeRecoveryCode).mock.calls).toEqual([["7k2mqx4w9d"], ["7k2mqx4w9d"]]);
  });
});

describe("the way back while the server has the code", () => {
  type Outcome = Awaited<ReturnType<typeof consumeRecoveryCode>>;
  let answer = (_: Outcome) => {};
  const back = () => userEvent.click(screen.getByRole("button", { name: "Back" }));
  beforeEach(async () => {
    vi.mocked(consumeRecoveryCode).mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    await open();
    await enter("7k2mq-x4w9d");
  });

  it("is taken at once", async () => {
    await back();
    expect(screen.getByText("The code of the app")).toBeVisible();
  });

  it("ends when the code turns out to be accepted: it is used up, and nobody is asked for another", async () => {
    await back();
    await act(async () => answer({ status: "OK", recoveryCodesLeft: 6 }));
    expect(screen.getByRole("heading", { name: "Recovery code accepted" })).toBeVisible();
    expect(screen.getByText(/^6 recovery codes are left\./)).toBeVisible();
    expect(consent.accept).not.toHaveBeenCalled();
  });

  it("ends so, too, when the reply is lost and the session tells", async () => {
    vi.mocked(wasTotpCompletedSince).mockResolvedValue(true);
    await back();
    await act(async () => answer({ status: "NETWORK", cause: new TypeError("Failed to fetch") }));
    expect(screen.getByRole("heading", { name: "Recovery code accepted" })).toBeVisible();
  });

  it.each<[string, Outcome]>([
    ["refused", { status: "INVALID_TOTP_ERROR", attemptsLeft: 4 }],
    ["never received", { status: "NETWORK", cause: new TypeError("Failed to fetch") }],
    ["one of a session that is over", { status: "UNAUTHORISED" }],
  ])("stays when the code was %s", async (_what, outcome) => {
    await back();
    await act(async () => answer(outcome));
    expect(screen.getByText("The code of the app")).toBeVisible();
    expect(on.onDetour).not.toHaveBeenCalled();
    expect(onCodesLeft).not.toHaveBeenCalled();
  });
});

test("a code that was accepted after a cancel is told by the way back, and not asked for again", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  let answer = () => {};
  vi.mocked(consumeRecoveryCode).mockImplementation(
    () => new Promise((resolve) => (answer = () => resolve({ status: "OK", recoveryCodesLeft: 6 }))),
  );
  await open();
  fireEvent.change(field(), { target: { value: "7k2mq-x4w9d" } });
  fireEvent.click(screen.getByRole("button", { name: "Verify" }));
  await act(() => vi.advanceTimersByTimeAsync(5000));
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  await act(async () => answer());
  expect(screen.getByRole("alert")).toHaveTextContent(/^Cancelled\./);
  fireEvent.click(screen.getByRole("button", { name: "Back" }));
  expect(screen.getByText(/^6 recovery codes are left\./)).toBeVisible();
  expect(on.onWay).not.toHaveBeenCalled();
  vi.useRealTimers();
});

describe("a code that another tab used for the session that both are in", () => {
  const completed = { ...session, mfa: "COMPLETE", totpCompletedAt: 7 } as const;

  it("goes on here as well, and consents to nothing", async () => {
    await open();
    vi.mocked(consumeRecoveryCode).mockResolvedValue({ status: "INVALID_TOTP_ERROR", attemptsLeft: 4 });
    vi.mocked(readSession).mockResolvedValue(completed);
    await enter("7k2mq-x4w9d");
    expect(await screen.findByRole("heading", { name: "Recovery code accepted" })).toBeVisible();
    expect(consent.accept).not.toHaveBeenCalled();
  });

  it("isn't taken for granted where TOTP was completed before the form was opened", async () => {
    vi.mocked(readSession).mockResolvedValue(completed);
    vi.mocked(consumeRecoveryCode).mockResolvedValue({ status: "INVALID_TOTP_ERROR", attemptsLeft: 4 });
    await open();
    await enter("7k2mq-x4w9d");
    expect(await screen.findByText("That code isn't right, or was used already. 4 attempts left.")).toBeVisible();
  });
});

describe("few codes left after a code of the app", () => {
  it("are told, and new ones are made at once, with the code that was just accepted", async () => {
    vi.mocked(createRecoveryCodes).mockResolvedValue({ status: "UNAUTHORISED" });
    await open({ after: "APP", left: 2 });
    expect(screen.getByRole("heading", { level: 1, name: "Few recovery codes left" })).toHaveFocus();
    expect(
      screen.getByText("2 recovery codes are left. Make new ones before you need them; the earlier ones then stop working."),
    ).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Make new codes" }));
    expect(createRecoveryCodes).toHaveBeenCalledOnce();
    expect(on.onSignedOut).toHaveBeenCalledOnce();
  });

  it("keep nobody", async () => {
    await open({ after: "APP", left: 1 });
    expect(screen.getByText(/^1 recovery code is left\./)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Continue" }));
    expect(on.onVerified).toHaveBeenCalledOnce();
    expect(createRecoveryCodes).not.toHaveBeenCalled();
  });
});

test("a session that is over leads to sign-in", async () => {
  vi.mocked(consumeRecoveryCode).mockResolvedValue({ status: "UNAUTHORISED" });
  await open();
  await enter("7k2mq-x4w9d");
  expect(on.onDetour).toHaveBeenCalledExactlyOnceWith({ status: "UNAUTHORISED" });
});
