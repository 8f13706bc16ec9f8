import type { Page } from "@playwright/test";
import {
  challengeHeading,
  codesHeading,
  enterCode,
  saveCodes,
  signIn,
  signInByForm,
  signOut,
  signUp,
  type Account,
} from "../support/account.js";
import { nextCode, scanQr } from "../support/authenticator.js";
import { expect, test } from "../support/demo.js";
import { countdown, heading, panelProblem, panelResult, problem, verifyButton } from "../support/screens.js";
import { enrol, type EnrolledUser } from "../support/server.js";
import { ageTotp, expireAccessToken, revokeSessions } from "../support/session.js";
import { answer, holdReply, loseReply, onCall, refuse, watchCalls } from "../support/wire.js";

test.use({ stack: { trustBrowsers: true } });

const use = "/totp/recovery/use";
const create = "/totp/recovery/create";
const wentWrong = "Something went wrong on our side. Please try again.";
const unseen = "They were made, but perhaps you never saw them. To be safe, make new ones.";
const wrong = "zzzzz-zzzzz";

const field = (page: Page) => page.getByRole("textbox", { name: "Recovery code" });
const accepted = (page: Page) => heading(page, "Recovery code accepted");
const codeList = (page: Page) => page.getByRole("list", { name: "Recovery codes" });

interface Recoverable extends EnrolledUser {
  codes: string[];
  /** How many the server still has. */
  left(): Promise<unknown>;
}

async function enrolWithCodes(apiUrl: string): Promise<Recoverable> {
  const user = await enrol(apiUrl);
  const { codes } = await user.elsewhere("POST", create, {});
  const left = async () => {
    const { recoveryCodes } = await user.elsewhere("GET", "/totp/settings");
    return (recoveryCodes as { left: number }).left;
  };
  return { ...user, codes: codes as string[], left };
}

/** To the recovery form of a sign-in, on the way to the settings. */
async function openForm(page: Page, account: Account): Promise<void> {
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await expect(field(page)).toBeFocused();
}

async function enter(page: Page, code: string): Promise<void> {
  await field(page).fill(code);
  await verifyButton(page).click();
}

async function makeNewCodes(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Make new codes" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make new codes" }).click();
}

test("fault 35: a recovery code whose reply is lost is used once, and nobody is asked for another", async ({ page, apiUrl }) => {
  const { account, codes, left } = await enrolWithCodes(apiUrl);
  await openForm(page, account);
  const calls = watchCalls(page);
  await onCall(page, use, loseReply, { times: 1 });
  await enter(page, codes[0] ?? "");
  await expect(accepted(page)).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText(/^9 of 10 left/)).toBeVisible();

  await signOut(page);
  await openForm(page, account);
  await onCall(page, use, loseReply, { times: 1 });
  await onCall(page, "/session/refresh", refuse, { times: 1 });
  await enter(page, codes[1] ?? "");
  await expect(problem(page), "everything is down after it").toHaveText(wentWrong);
  await expect(field(page)).toHaveValue(codes[1] ?? "");
  await verifyButton(page).click();
  await expect(accepted(page)).toBeVisible();
  expect(calls.count(use)).toBe(2);
  expect(await left()).toBe(8);
});

test("fault 35: what the server didn't accept stays in the field and spends no code: offline, 5xx, HTML, null, its own words", async ({
  page,
  context,
  apiUrl,
}) => {
  const { account, codes, left } = await enrolWithCodes(apiUrl);
  const code = codes[0] ?? "";
  await openForm(page, account);
  await context.setOffline(true);
  await enter(page, code);
  await expect(problem(page)).toContainText("You are offline.");
  await context.setOffline(false);
  for (const [handler, text] of [
    [refuse, wentWrong],
    [answer({ message: "boom" }, { status: 500 }), wentWrong],
    [answer("<h1>Bad gateway</h1>", { status: 502, contentType: "text/html" }), wentWrong],
    [answer(null), wentWrong],
    [answer({ status: "TELEPORT_ERROR" }), wentWrong],
    [answer({ status: "GENERAL_ERROR", message: "Not <b>today</b>" }), "Not <b>today</b>"],
  ] as const) {
    await onCall(page, use, handler, { times: 1 });
    await verifyButton(page).click();
    await expect(problem(page)).toHaveText(text);
    await expect(field(page)).toHaveValue(code);
  }
  expect(await left()).toBe(10);
  await expireAccessToken(page);
  await verifyButton(page).click();
  await expect(accepted(page), "with a refresh on the way").toBeVisible();
  await expect(page.getByText(/^9 recovery codes are left\./)).toBeVisible();
});

test("fault 35: five wrong recovery codes lock the form in every tab and after a reload, and leave the code of the app alone", async ({
  page,
  context,
  apiUrl,
}) => {
  const { account, totp, codes } = await enrolWithCodes(apiUrl);
  await openForm(page, account);
  const second = await context.newPage();
  await second.goto("/auth/mfa/totp");
  await second.getByRole("button", { name: "Use a recovery code" }).click();
  for (const left of [4, 3, 2, 1, 0]) {
    await enter(page, wrong);
    await expect(problem(page)).toContainText(`${left} attempt`);
  }
  await enter(page, codes[0] ?? "");
  await expect(problem(page)).toHaveText("Too many wrong codes. You can try again in 15 minutes.");
  await expect(problem(second)).toContainText("Too many wrong codes.");
  await page.reload();
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await expect(countdown(page)).toHaveText(/^1[45]:\d\d$/);
  await page.getByRole("button", { name: "Back" }).click();
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Settings")).toBeVisible();
});

test("fault 35: one recovery code entered in two tabs at once is used once, and both tabs go on", async ({ page, context, apiUrl }) => {
  const { account, codes, left } = await enrolWithCodes(apiUrl);
  await openForm(page, account);
  const second = await context.newPage();
  await second.goto("/auth/mfa/totp?redirectToPath=%2Fsettings");
  await second.getByRole("button", { name: "Use a recovery code" }).click();
  for (const tab of [page, second]) await field(tab).fill(codes[0] ?? "");
  await Promise.all([page, second].map((tab) => verifyButton(tab).click()));
  for (const tab of [page, second]) {
    await tab.bringToFront();
    await tab.getByRole("button", { name: "Continue" }).click();
    await expect(heading(tab, "Settings")).toBeVisible();
  }
  expect(await left()).toBe(9);
});

test("fault 35: Back while the server has the code is taken at once, and a code that is accepted after it is told", async ({
  page,
  apiUrl,
}) => {
  const { account, codes, left } = await enrolWithCodes(apiUrl);
  await openForm(page, account);
  const { handler, acted, letGo } = holdReply();
  await onCall(page, use, handler, { times: 1 });
  await enter(page, codes[0] ?? "");
  await acted;
  await page.getByRole("button", { name: "Back" }).click();
  await expect(challengeHeading(page)).toBeVisible();
  letGo();
  await expect(accepted(page)).toBeFocused();
  await expect(page.getByText(/^9 recovery codes are left\./)).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(heading(page, "Settings")).toBeVisible();
  expect(await left()).toBe(9);
});

test("fault 35: a session that was revoked meanwhile leads from the recovery form to sign-in, and spends no code", async ({
  page,
  demo,
  apiUrl,
}) => {
  const { account, codes } = await enrolWithCodes(apiUrl);
  await openForm(page, account);
  await revokeSessions(page, demo.coreUrl);
  await enter(page, codes[0] ?? "");
  await expect(page).toHaveURL("/auth?redirectToPath=%2Fsettings");
  await openForm(page, account);
  await enter(page, codes[0] ?? "");
  await expect(accepted(page)).toBeVisible();
});

test("fault 35: new codes whose reply is lost, or that another tab replaced, are never taken for saved", async ({
  page,
  context,
  apiUrl,
}) => {
  const { account, totp } = await enrolWithCodes(apiUrl);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  await onCall(page, create, loseReply, { times: 1 });
  await makeNewCodes(page);
  await expect(panelProblem(page)).toHaveText(wentWrong);
  await expect(page.getByText(unseen)).toBeVisible();

  for (const [handler, text] of [
    [answer({ message: "boom" }, { status: 500 }), wentWrong],
    [answer({ status: "OK", codes: "none" }), wentWrong],
    [answer({ status: "GENERAL_ERROR", message: "Not <b>today</b>" }), "Not <b>today</b>"],
  ] as const) {
    await onCall(page, create, handler, { times: 1 });
    await makeNewCodes(page);
    await expect(panelProblem(page)).toHaveText(text);
  }
  await context.setOffline(true);
  await makeNewCodes(page);
  await expect(panelProblem(page)).toContainText("You are offline.");
  await context.setOffline(false);

  await makeNewCodes(page);
  await expect(codeList(page)).toBeVisible();
  const second = await context.newPage();
  await second.goto("/settings");
  await makeNewCodes(second);
  await expect(codeList(second)).toBeVisible();
  await page.bringToFront();
  await saveCodes(page);
  await expect(page.getByText(unseen), "the other tab's").toBeVisible();
  await second.bringToFront();
  await onCall(second, "/totp/recovery/saved", loseReply, { times: 1 });
  await saveCodes(second);
  await expect(second.getByText(/^10 of 10 left/)).toBeVisible();
  await expect(second.getByText(unseen)).toBeHidden();
});

test("fault 35: the codes of a first device can be had again when their reply is lost, and done without", async ({ page, context }) => {
  await signUp(page, undefined, "/auth?redirectToPath=%2Fsettings");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const totp = await scanQr(page);
  await onCall(page, create, loseReply, { times: 1 });
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Your recovery codes can't be shown")).toBeFocused();
  await context.setOffline(true);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/^You are offline\./)).toBeVisible();
  await context.setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(codesHeading(page)).toBeVisible();
  await expect(codeList(page)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("img", { name: "QR code for your authenticator app" }), "the codes went with the page").toBeVisible();
  await page.goto("/settings");
  await expect(page.getByText(unseen)).toBeVisible();
});

test("fault 35: a session that was revoked meanwhile leads from the panel's codes and browsers to sign-in, with the path kept", async ({
  page,
  demo,
  apiUrl,
}) => {
  const { account, totp } = await enrolWithCodes(apiUrl);
  for (const change of [
    () => makeNewCodes(page),
    () =>
      page
        .getByRole("button", { name: /^Remove .+ on Linux$/ })
        .first()
        .click(),
  ]) {
    await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
    await page.getByRole("checkbox", { name: /^Don't ask/ }).check();
    await enterCode(page, nextCode(totp));
    await expect(page.getByText("This browser", { exact: true })).toBeVisible();
    await revokeSessions(page, demo.coreUrl);
    await expireAccessToken(page);
    await change();
    await expect(page).toHaveURL("/auth?redirectToPath=%2Fsettings");
    await page.context().clearCookies();
  }
});

test("fault 9: a change that wants a code is made after a recovery code, too, and after the way there and back", async ({
  page,
  demo,
  apiUrl,
}) => {
  const { account, totp, codes } = await enrolWithCodes(apiUrl);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  for (const finish of [
    async () => {
      await enter(page, codes[0] ?? "");
      await page.getByRole("button", { name: "Continue" }).click();
    },
    async () => {
      await page.getByRole("button", { name: "Back" }).click();
      await enterCode(page, nextCode(totp));
    },
  ]) {
    await expect(heading(page, "Settings")).toBeVisible();
    await ageTotp(page, demo.coreUrl, 3600);
    await makeNewCodes(page);
    await page.getByRole("button", { name: "Use a recovery code" }).click();
    await finish();
    codes.splice(0, codes.length, ...(await saveCodes(page)));
  }
  await expect(page.getByText(/^10 of 10 left/)).toBeVisible();
});

test("fault 36: a browser that can't be trusted keeps nobody from signing in, and is asked for a code next time", async ({
  page,
  apiUrl,
}) => {
  const { account, totp } = await enrol(apiUrl);
  const trust = page.getByRole("checkbox", { name: "Don't ask on this browser for 30 days" });
  for (const [index, handler] of [answer({ message: "boom" }, { status: 500 }), refuse, loseReply].entries()) {
    if (index > 0) await signOut(page);
    await signInByForm(page, account);
    await onCall(page, "/totp/trust", handler, { times: 1 });
    await trust.check();
    await enterCode(page, nextCode(totp));
    await expect(heading(page, "Home")).toBeVisible();
  }
  await page.goto("/settings");
  await expect(page.getByRole("button", { name: /^Remove .+ on Linux$/ }), "the lost reply had the cookie").toHaveCount(1);
  await expect(page.getByText("This browser", { exact: true })).toBeHidden();
});

test("fault 36: the panel shows what there is after a lost reply, and a browser that is gone already is a success", async ({
  page,
  context,
  apiUrl,
}) => {
  const { account, totp } = await enrol(apiUrl);
  await signInByForm(page, account, "/auth?redirectToPath=%2Fsettings");
  await page.getByRole("checkbox", { name: "Don't ask on this browser for 30 days" }).check();
  await enterCode(page, nextCode(totp));
  const remove = (tab: Page) => tab.getByRole("button", { name: /^Remove .+ on Linux$/ });
  for (const handler of [answer({ message: "boom" }, { status: 503 }), answer({ status: "TELEPORT_ERROR" })]) {
    await onCall(page, "/totp/trust/remove", handler, { times: 1 });
    await remove(page).click();
    await expect(panelProblem(page)).toHaveText(wentWrong);
    await expect(remove(page)).toBeVisible();
  }
  const second = await context.newPage();
  await second.goto("/settings");
  await expect(remove(second)).toBeVisible();
  await page.bringToFront();
  await onCall(page, "/totp/trust/remove", loseReply, { times: 1 });
  await remove(page).click();
  await expect(panelProblem(page)).toHaveText(wentWrong);
  await expect(remove(page)).toBeHidden();
  await second.bringToFront();
  await remove(second).click();
  await expect(panelResult(second)).toContainText("You are asked for a code there at your next sign-in.");
  await expect(remove(second)).toBeHidden();
});
