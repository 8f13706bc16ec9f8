import type { Locator } from "@playwright/test";
import { challengeHeading, codeField, deviceNames, enterCode, signIn, signInByForm, signOut, submitSignIn } from "../support/account.js";
import { nextCode, wrongCode } from "../support/authenticator.js";
import { expect, test } from "../support/demo.js";
import { countdown, heading, panelResult, problem, verifyButton } from "../support/screens.js";
import { enrol, importDevice } from "../support/server.js";
import { answer, holdReply, onCall, watchCalls } from "../support/wire.js";

test("fault 12: double click, Enter twice, and autofill with auto-submit make one request", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  const calls = watchCalls(page);
  const { handler, acted, letGo } = holdReply();
  await onCall(page, "/totp/verify", handler);
  const code = nextCode(totp);
  // As a password manager does: the value, its events and the submit, all in one task.
  await codeField(page).evaluate((field, filled) => {
    if (!(field instanceof HTMLInputElement) || field.form === null) throw new Error("The code field is no input of a form.");
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, filled);
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
    field.form.requestSubmit();
    field.form.requestSubmit();
  }, code);
  await acted;
  await verifyButton(page).dblclick({ force: true });
  await codeField(page).press("Enter");
  await codeField(page).press("Enter");
  letGo();
  await expect(heading(page, "Home")).toBeVisible();
  expect(calls.bodies("/totp/verify")).toEqual([{ totp: code }]);
});

test("fault 12: a double click on the confirmation removes once", async ({ page, demo, apiUrl }) => {
  const { account, totp, userId } = await enrol(apiUrl);
  await importDevice(demo.coreUrl, userId, "Old phone");
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  const calls = watchCalls(page);
  await page.getByRole("button", { name: "Remove Old phone" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).dblclick();
  await expect(panelResult(page)).toHaveText("Old phone was removed.");
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  expect(calls.bodies("/totp/device/remove")).toEqual([{ deviceName: "Old phone" }]);
});

test("fault 19: after two failures a hint to check the phone's clock", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await codeField(page).fill(wrongCode(totp, 0));
  await expect(problem(page)).toHaveText("That code isn't right. 4 attempts left.");
  await codeField(page).fill(wrongCode(totp, 1));
  await expect(problem(page)).toContainText("3 attempts left. Check that your phone sets its time automatically.");
});

test("fault 19: the hint says how far this device is from the server, when its clock is known to be off", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await page.clock.install({ time: Date.now() - 3 * 3_600_000 });
  await signInByForm(page, account);
  await codeField(page).fill(wrongCode(totp, 0));
  await expect(problem(page)).toContainText("4 attempts left.");
  await codeField(page).fill(wrongCode(totp, 1));
  await expect(problem(page)).toHaveText(/This device's clock is off by 3 hours\.$/);
});

test("fault 20: a code that set the device up is not sent again at sign-in: wait for the next code", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  const used = nextCode(totp);
  await enterCode(page, used);
  await expect(heading(page, "Home")).toBeVisible();
  await signOut(page);
  await submitSignIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  const calls = watchCalls(page);
  await enterCode(page, used);
  await expect(problem(page)).toHaveText("That code was used already. Wait for the next code in your app.");
  expect(calls.count("/totp/verify")).toBe(0);
  await codeField(page).fill(nextCode(totp));
  await expect(heading(page, "Home")).toBeVisible();
});

for (const [name, retryAfterMs] of [
  ["0", 0],
  ["negative", -5000],
  ["absent", undefined],
] as const) {
  test(`fault 21: retryAfterMs ${name} lets the user retry now`, async ({ page, apiUrl }) => {
    const { account, totp } = await enrol(apiUrl);
    await signIn(page, account);
    await onCall(page, "/totp/verify", answer({ status: "LIMIT_REACHED_ERROR", retryAfterMs }), { times: 1 });
    const code = nextCode(totp);
    await enterCode(page, code);
    await expect(problem(page)).toHaveText("You can try again now.");
    await expect(codeField(page)).toHaveValue(code);
    await verifyButton(page).click();
    await expect(heading(page, "Home")).toBeVisible();
  });
}

test("fault 21: a huge retryAfterMs is capped and told in words", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await onCall(page, "/totp/verify", answer({ status: "LIMIT_REACHED_ERROR", retryAfterMs: 1e15 }), { times: 1 });
  await enterCode(page, nextCode(totp));
  await expect(problem(page)).toHaveText("Too many wrong codes. You can try again in 24 hours.");
});

test("fault 21: the countdown is monotonic when the local clock jumps", async ({ page, apiUrl }) => {
  await page.clock.install();
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await onCall(page, "/totp/verify", answer({ status: "LIMIT_REACHED_ERROR", retryAfterMs: 600_000 }), { times: 1 });
  await enterCode(page, nextCode(totp));
  await expect(countdown(page)).toBeVisible();
  for (const jump of [86_400_000, -86_400_000]) {
    const before = await secondsLeft(countdown(page));
    await page.clock.setSystemTime(Date.now() + jump);
    await page.clock.runFor(10_000);
    const after = await secondsLeft(countdown(page));
    expect(after).toBeLessThanOrEqual(before - 10);
    expect(after).toBeGreaterThan(before - 120);
  }
});

test('fault 22: the fifth failure says "0 attempts left", and the next one locks', async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  for (const [index, left] of [
    "4 attempts left.",
    "3 attempts left.",
    "2 attempts left.",
    "1 attempt left.",
    "0 attempts left.",
  ].entries()) {
    await codeField(page).fill(wrongCode(totp, index));
    await expect(problem(page)).toContainText(left);
  }
  await codeField(page).fill(nextCode(totp));
  await expect(problem(page)).toHaveText("Too many wrong codes. You can try again in 15 minutes.");
  await expect(countdown(page)).toHaveText(/^1[45]:\d\d$/);
});

test("fault 33: after a lock-out, a reload and a second tab go on with the countdown", async ({ page, context, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  for (const index of [0, 1, 2, 3, 4]) {
    await codeField(page).fill(wrongCode(totp, index));
    await expect(problem(page)).toContainText(`${4 - index} attempt`);
  }
  const second = await context.newPage();
  await second.goto("/auth/mfa/totp");
  await expect(challengeHeading(second)).toBeVisible();
  await codeField(page).fill(wrongCode(totp, 5));
  const first = await secondsLeft(countdown(page));
  expect(first).toBeGreaterThan(60);

  await expect(problem(second)).toContainText("Too many wrong codes.");
  expect(await secondsLeft(countdown(second))).toBeLessThanOrEqual(first);

  const calls = watchCalls(page);
  await page.reload();
  await expect(problem(page)).toContainText("Too many wrong codes.");
  expect(await secondsLeft(countdown(page))).toBeLessThanOrEqual(first);
  await expect(codeField(page)).toHaveAttribute("readonly", "");
  expect(calls.count("/totp/verify")).toBe(0);
});

for (const [name, typed] of [
  ["with a space", "123 456"],
  ["with a dash", "123-456"],
  ["in fullwidth digits", "１２３４５６"],
  ["in Arabic-Indic digits", "١٢٣٤٥٦"],
  ["in Persian digits", "۱۲۳۴۵۶"],
] as const) {
  test(`fault 30: a code ${name} is sent as six ASCII digits`, async ({ page, apiUrl }) => {
    const { account } = await enrol(apiUrl);
    await signIn(page, account);
    const calls = watchCalls(page);
    await codeField(page).focus();
    await page.keyboard.insertText(typed);
    await expect(problem(page)).toContainText("4 attempts left.");
    expect(calls.bodies("/totp/verify")).toEqual([{ totp: "123456" }]);
  });
}

test("fault 30: an input method sends its digits once it has composed them", async ({ page, context, apiUrl }) => {
  const { account } = await enrol(apiUrl);
  await signIn(page, account);
  const calls = watchCalls(page);
  await codeField(page).focus();
  const devtools = await context.newCDPSession(page);
  for (const text of ["１２３", "１２３４５６", "１２３４５７"]) {
    await devtools.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  }
  expect(calls.count("/totp/verify")).toBe(0);
  await devtools.send("Input.insertText", { text: "１２３４５７" });
  await expect(problem(page)).toContainText("4 attempts left.");
  expect(calls.bodies("/totp/verify")).toEqual([{ totp: "123457" }]);
});

test("fault 30: 5 or 7 digits, letters and nothing get a message of our own and no call", async ({ page, apiUrl }) => {
  const { account } = await enrol(apiUrl);
  await signIn(page, account);
  const calls = watchCalls(page);
  for (const typed of ["12345", "1234567", "12a456", "", "½½½½½½"]) {
    await codeField(page).fill(typed);
    await codeField(page).press("Enter");
    await expect(problem(page)).toHaveText("Enter the 6 digits that your app shows.");
    await expect(codeField(page)).toHaveValue(typed);
  }
  expect(calls.count("/totp/verify")).toBe(0);
});

async function secondsLeft(clock: Locator): Promise<number> {
  await expect(clock).toHaveText(/^\d+:\d\d$/);
  const [minutes = "", seconds = ""] = (await clock.innerText()).split(":");
  return Number(minutes) * 60 + Number(seconds);
}
