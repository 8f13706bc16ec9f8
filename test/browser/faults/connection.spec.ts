import { challengeHeading, claim, codeField, deviceNames, enterCode, setupHeading, signIn, signUp } from "../support/account.js";
import { nextCode, scanQr, wrongCode } from "../support/authenticator.js";
import { expect, test } from "../support/demo.js";
import { heading, problem, verifyButton } from "../support/screens.js";
import { callCore, enrol, userIdOf, verifiedDevices } from "../support/server.js";
import { answer, holdReply, loseReply, onCall, refuse, watchCalls, watchConsole } from "../support/wire.js";

test("fault 1: offline before submit says so, keeps the code, and submits on demand when back", async ({ page, context, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  const calls = watchCalls(page);
  const code = nextCode(totp);

  await context.setOffline(true);
  await enterCode(page, code);
  await expect(problem(page)).toHaveText("You are offline. Verify your code when you are connected.");
  await expect(codeField(page)).toHaveValue(code);
  expect(calls.count("/totp/verify")).toBe(0);

  await context.setOffline(false);
  await verifyButton(page).click();
  await expect(heading(page, "Home")).toBeVisible();
  expect(calls.bodies("/totp/verify")).toEqual([{ totp: code }]);
});

test("fault 2: a response lost after the server said OK is not submitted again at the challenge", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  const calls = watchCalls(page);
  await onCall(page, "/totp/verify", loseReply);
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Home")).toBeVisible();
  expect(calls.count("/totp/verify")).toBe(1);
  expect(calls.count("/session/refresh")).toBe(1);
});

test("fault 2: a response lost after the server said OK is not submitted again in the setup", async ({ page, demo }) => {
  await signUp(page, undefined, "/auth?redirectToPath=%2Fsettings");
  await expect(heading(page, "Settings")).toBeVisible();
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const totp = await scanQr(page);
  const calls = watchCalls(page);
  await onCall(page, "/totp/device/verify", loseReply);
  await enterCode(page, nextCode(totp));
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  expect(calls.count("/totp/device/verify")).toBe(1);
  expect(calls.count("/totp/device")).toBe(0);
  expect(await verifiedDevices(demo.coreUrl, await userIdOf(page))).toEqual(["TOTP Device 0"]);
});

test("fault 2: a code whose fate is unknown, since everything is down after it, is settled and not sent again on the next try", async ({
  page,
  apiUrl,
}) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  const calls = watchCalls(page);
  const code = nextCode(totp);
  await onCall(page, "/totp/verify", loseReply);
  await onCall(page, "/session/refresh", refuse, { times: 1 });
  await enterCode(page, code);
  await expect(problem(page)).toHaveText("Something went wrong on our side. Please try again.");
  await expect(codeField(page)).toHaveValue(code);

  await verifyButton(page).click();
  await expect(heading(page, "Home")).toBeVisible();
  expect(calls.count("/totp/verify")).toBe(1);
});

const html = "<!doctype html><h1>Bad gateway</h1><img src=x onerror='document.title=\"run\"'>";
const noAnswers = {
  "a 500": answer({ message: "boom" }, { status: 500 }),
  "a 502 with an HTML body": answer(html, { status: 502, contentType: "text/html" }),
  "a 200 with HTML": answer(html, { contentType: "text/html" }),
  "a 200 with bad JSON": answer('{"status":"OK","secret":"JBSWY3DP'),
  "a 200 with null": answer(null),
  "a 200 with an array": answer([]),
};

test("fault 3: 500, HTML, bad JSON and null give one generic message with retry at the challenge, and spend no attempt", async ({
  page,
  apiUrl,
}) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  const code = nextCode(totp);
  await codeField(page).fill("12345");
  const calls = watchCalls(page);
  for (const [index, handler] of Object.values(noAnswers).entries()) {
    await onCall(page, "/totp/verify", handler, { times: 1 });
    if (index === 0) await codeField(page).fill(code);
    else await verifyButton(page).click();
    await expect.poll(() => calls.count("/totp/verify")).toBe(index + 1);
    await expect(verifyButton(page)).toBeEnabled();
    await expect(problem(page)).toHaveText("Something went wrong on our side. Please try again.");
    await expect(codeField(page)).toHaveValue(code);
    await expect(page.getByText("Bad gateway")).toHaveCount(0);
  }
  await expect(page).toHaveTitle("Authenticator app – Fernway");

  await codeField(page).fill(wrongCode(totp));
  await expect(problem(page)).toContainText("4 attempts left.");
  await codeField(page).fill(nextCode(totp));
  await expect(heading(page, "Home")).toBeVisible();
});

test("fault 3: 500, HTML, bad JSON and null give one generic message with retry in the setup, without a QR code of nothing", async ({
  page,
}) => {
  await signUp(page, undefined, "/auth?redirectToPath=%2Fsettings");
  await expect(heading(page, "Settings")).toBeVisible();
  const calls = watchCalls(page);
  const handlers = Object.values(noAnswers);
  for (const [index, handler] of handlers.entries()) {
    await onCall(page, "/totp/device", handler, { times: 1 });
    if (index === 0) await page.getByRole("button", { name: "Set up an authenticator app" }).click();
    else await page.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => calls.count("/totp/device")).toBe(index + 1);
    await expect(heading(page, "No QR code yet")).toBeVisible();
    await expect(page.getByText("Something went wrong on our side. Please try again.")).toBeVisible();
    await expect(page.getByText("Bad gateway")).toHaveCount(0);
  }
  await page.getByRole("button", { name: "Try again" }).click();
  await scanQr(page);
  expect(calls.count("/totp/device")).toBe(handlers.length + 1);
});

test("fault 3: 500, HTML, bad JSON and null give one generic message with retry in the panel, and in what decides between challenge and setup", async ({
  page,
  apiUrl,
}) => {
  const { account, totp } = await enrol(apiUrl);
  const requirements = page.waitForResponse((response) => response.url().endsWith("/mfa/info") && response.request().method() === "PUT");
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  // The broken answer is for the screen after the reload.
  await (await requirements).finished();
  await onCall(page, "/mfa/info", answer(html, { status: 502, contentType: "text/html" }), { times: 1 });
  await page.reload();
  await expect(page.getByText("We couldn't find out what your sign-in needs.")).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("We couldn't find out what your sign-in needs.")).toHaveCount(0);

  await onCall(page, "/totp/device/list", noAnswers["a 200 with null"], { times: 1 });
  await enterCode(page, nextCode(totp));
  await expect(page.getByText("Your devices couldn't be loaded.")).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
});

test("fault 3: a broken answer with a secret in it puts no part of the secret on the console", async ({ page }) => {
  await signUp(page);
  const console = watchConsole(page);
  await onCall(page, "/totp/device", answer('{"status":"OK","secret":JBSWY3DPEHPK3PXP}'), { times: 1 });
  await page.goto("/auth/mfa/totp?setup=true");
  await expect(heading(page, "No QR code yet")).toBeVisible();
  await expect.poll(() => console.length).toBeGreaterThan(0);
  expect(console.join("\n")).not.toContain("JBSWY3DP");
});

test("fault 4: a reply that takes 30 s shows a busy state and a way to cancel; the late reply is ignored, and the code not sent again", async ({
  page,
  apiUrl,
}) => {
  await page.clock.install();
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  const calls = watchCalls(page);
  const { handler, acted, letGo } = holdReply();
  await onCall(page, "/totp/verify", handler, { times: 1 });
  const code = nextCode(totp);
  await enterCode(page, code);
  await acted;
  await expect(page.getByText("Checking the code…")).toBeVisible();
  await expect(page.getByRole("button", { name: "Cancel" })).toHaveCount(0);
  await page.clock.runFor(30_000);
  await expect(page.getByText("This is taking longer than usual.")).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(problem(page)).toHaveText("Cancelled. Your code is still here.");
  await expect(codeField(page)).toHaveValue(code);

  const late = page.waitForEvent("requestfinished", (request) => request.url().endsWith("/auth/totp/verify"));
  letGo();
  await late;
  await page.clock.runFor(1000);
  await expect(challengeHeading(page)).toBeVisible();
  await expect(problem(page)).toHaveText("Cancelled. Your code is still here.");

  await verifyButton(page).click();
  await expect(heading(page, "Home")).toBeVisible();
  expect(calls.count("/totp/verify")).toBe(1);
});

test("fault 4: a device that was proved by a call that the user cancelled is not lost", async ({ page, demo }) => {
  await page.clock.install();
  await signUp(page, undefined, "/auth?redirectToPath=%2Fsettings");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const totp = await scanQr(page);
  const calls = watchCalls(page);
  const { handler, acted, letGo } = holdReply();
  await onCall(page, "/totp/device/verify", handler, { times: 1 });
  await enterCode(page, nextCode(totp));
  await acted;
  await page.clock.runFor(5000);
  await page.getByRole("button", { name: "Cancel" }).click();
  await verifyButton(page).click();
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  letGo();
  expect(calls.count("/totp/device/verify")).toBe(1);
  expect(await verifiedDevices(demo.coreUrl, await userIdOf(page))).toEqual(["TOTP Device 0"]);
});

test("fault 5: a 401 that a refresh mends is not noticed, and the code is submitted once", async ({ page, context, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  await expect(page.locator("[data-mfa-slot=code-form]")).toBeVisible();
  await context.clearCookies({ name: "sAccessToken" });
  const answers: number[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith("/auth/totp/verify")) answers.push(response.status());
  });
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Home")).toBeVisible();
  expect(answers).toEqual([401, 200]);
  expect(await claim(page)).toMatchObject({ c: { totp: expect.any(Number) }, v: true });
});

test("fault 6: a 401 unauthorised leads to sign-in, with the path kept", async ({ page, context, demo, apiUrl }) => {
  const { account, totp, userId } = await enrol(apiUrl);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings%3Ftab%3Dmfa%23devices");
  await expect(challengeHeading(page)).toBeVisible();
  await callCore(demo.coreUrl, "POST", "/recipe/session/remove", { userId });
  await context.clearCookies({ name: "sAccessToken" });
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Sign in")).toBeVisible();
  await expect(page).toHaveURL("/auth?redirectToPath=%2Fsettings%3Ftab%3Dmfa%23devices");
});

test("fault 6: a 401 unauthorised in the panel leads to sign-in, with the path kept", async ({ page, context, demo }) => {
  await signUp(page, undefined, "/auth?redirectToPath=%2Fsettings");
  await expect(page.getByText("No device yet.")).toBeVisible();
  await callCore(demo.coreUrl, "POST", "/recipe/session/remove", { userId: await userIdOf(page) });
  await context.clearCookies({ name: "sAccessToken" });
  await page.reload();
  await expect(heading(page, "Sign in")).toBeVisible();
  await expect(page).toHaveURL("/auth?redirectToPath=%2Fsettings");
});

test("fault 7: after a refresh race in two tabs, both go on", async ({ page, context, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  const other = await context.newPage();
  await other.goto("/settings");
  await expect(deviceNames(other)).toHaveText(["TOTP Device 0"]);

  for (const round of [1, 2, 3]) {
    await test.step(`round ${round}`, async () => {
      await context.clearCookies({ name: "sAccessToken" });
      await Promise.all([page.reload(), other.reload()]);
      await Promise.all([page, other].map((tab) => expect(deviceNames(tab)).toHaveText(["TOTP Device 0"])));
    });
  }
  await page.goto("/auth/mfa/totp?setup=true");
  await expect(setupHeading(page)).toBeVisible();
  await scanQr(page);
});
