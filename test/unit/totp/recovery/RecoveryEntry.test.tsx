import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { StrictMode } from "react";
import { beforeEach, describe, expect, it, test, vi } from "vitest";
import { consumeRecoveryCode } from "../../../../src/supertokens/recoveryService.js";
import { readSession, wasTotpCompletedSince } from "../../../../src/supertokens/sessionService.js";
import { storedLock } from "../../../../src/totp/code/lock.js";
import { RecoveryEntryScreen } from "../../../../src/totp/recovery/RecoveryEntryScreen.js";
import { sessionOf } from "../../../fixtures/mfaScreen.js";
import { configure } from "../../support/config.js";

vi.mock("../../../../src/supertokens/recoveryService.js", () => ({ consumeRecoveryCode: vi.fn() }));
vi.mock("../../../../src/supertokens/sessionService.js", () => ({ readSession: vi.fn(), wasTotpCompletedSince: vi.fn() }));

const on = { onBack: vi.fn(), onContinue: vi.fn(), onSetUp: vi.fn(), onDetour: vi.fn() };
const session = sessionOf();

beforeEach(() => {
  vi.resetAllMocks();
  localStorage.clear();
  configure();
  vi.mocked(readSession).mockResolvedValue(session);
  vi.mocked(wasTotpCompletedSince).mockResolvedValue(false);
  vi.mocked(consumeRecoveryCode).mockResolvedValue({ status: "OK", left: 7 });
});

const field = () => screen.getByRole("textbox", { name: "Recovery code" });
const verify = () => userEvent.click(screen.getByRole("button", { name: "Verify" }));

async function open() {
  const view = render(
    <StrictMode>
      <RecoveryEntryScreen {...on} />
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
  expect(on.onContinue).toHaveBeenCalledOnce();
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

test("a reply that comes after the way back leads nowhere", async () => {
  let answer = (_: Awaited<ReturnType<typeof consumeRecoveryCode>>) => {};
  vi.mocked(consumeRecoveryCode).mockImplementation(() => new Promise((resolve) => (answer = resolve)));
  const { unmount } = await open();
  await enter("7k2mq-x4w9d");
  await userEvent.click(screen.getByRole("button", { name: "Back" }));
  expect(on.onBack).toHaveBeenCalledOnce();
  unmount();
  await act(async () => answer({ status: "UNAUTHORISED" }));
  expect(on.onDetour).not.toHaveBeenCalled();
});

test("a session that is over leads to sign-in", async () => {
  vi.mocked(consumeRecoveryCode).mockResolvedValue({ status: "UNAUTHORISED" });
  await open();
  await enter("7k2mq-x4w9d");
  expect(on.onDetour).toHaveBeenCalledExactlyOnceWith({ status: "UNAUTHORISED" });
});
