import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { contrastProblems, focusRings, layoutProblems, watchRegions } from "./support/inspect.js";
import { expect, nextStory, openStory, setArgs, test } from "./support/storybook.js";

// One Storybook for the whole file.
test.describe.configure({ mode: "default" });

/** What a person does is told by the stories themselves; the states are these. */
const interactions = /--(types|pastes|presses|logs|enters|copies|opens|removes$|renames$|dialog-opens|thousand)/;

// Every rule of axe runs over every story in light, in the Storybook project of vitest. Here run the rules whose answer
// depends on how the page is shown.
const dependent = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"];

for (const screen of ["Challenge", "Setup", "Routed screen and guard", "Settings", "Recovery codes", "Recovery code entry", "Parts"]) {
  test(`${screen}: readable in dark and in forced colours, whole at 320 px, at twice the text size and right to left`, async ({
    page,
    storybook,
  }) => {
    test.setTimeout(600_000);
    const ids = storybook.stories.filter(({ title, id }) => title === screen && !interactions.test(id)).map(({ id }) => id);
    expect(ids).not.toEqual([]);
    const found: Record<string, string[]> = {};
    const note = (id: string, mode: string, problems: string[]) => {
      if (problems.length > 0) found[`${id} ${mode}`] = problems;
    };

    await openStory(page, storybook, ids[0] ?? "");
    for (const id of ids) {
      // 320 CSS pixels are also what 1280 leave at a zoom of 400 %.
      await page.setViewportSize({ width: 320, height: 640 });
      await nextStory(page, id);
      await page.evaluate("document.documentElement.dir = 'rtl'; document.documentElement.style.cssText = 'color-scheme: dark'");
      note(id, "dark, 320 px, right to left", [
        ...(await axe(page, dependent)),
        ...(await layoutProblems(page)),
        ...(await contrastProblems(page)),
      ]);

      await page.evaluate("document.documentElement.dir = 'ltr'; document.documentElement.style.colorScheme = 'light'");
      note(id, "320 px", [...(await layoutProblems(page)), ...(await contrastProblems(page))]);

      await page.emulateMedia({ forcedColors: "active" });
      note(id, "forced colours", await contrastProblems(page));
      await page.emulateMedia({ forcedColors: "none" });

      // 1280 at 200 %, and, harder, the text alone at twice its size.
      await page.setViewportSize({ width: 640, height: 450 });
      note(id, "200 %", await layoutProblems(page));
      await page.evaluate("document.documentElement.style.fontSize = '200%'");
      note(id, "text at 200 %", await layoutProblems(page));
    }
    expect(found).toEqual({});
  });
}

/** What a screen reader finds, and what was judged on reading it. */
const trees = [
  // Field before its error before the button, in the order in which they matter; the two empty regions wait for news.
  ["challenge--ready", "#storybook-root"],
  ["challenge--wrong-code", "#storybook-root"],
  // Verify stays in its place, unavailable, so that the focus on it isn't lost; Cancel comes after it.
  ["challenge--waiting", "#storybook-root"],
  // The time in words in the alert, told once; the clock in a timer, which is read only on being looked for.
  ["challenge--locked", "#storybook-root"],
  ["challenge--requirements-unknown", "#storybook-root"],
  ["setup--starting", "#storybook-root"],
  // The warning comes before what it is about; the numbers of the steps are the list's own.
  ["setup--replaces-earlier", "#storybook-root"],
  ["setup--superseded", "#storybook-root"],
  ["routed-screen-and-guard--deciding", "#storybook-root"],
  ["routed-screen-and-guard--unavailable", "#storybook-root"],
  ["routed-screen-and-guard--other-factor", "#storybook-root"],
  ["settings--failed", "#storybook-root"],
  ["settings--empty", "#storybook-root"],
  // Remove is found, can't be used, and is described by the paragraph below.
  ["settings--one-required", "#storybook-root"],
  ["settings--removed", "#storybook-root"],
  // Keep comes first and has the focus: Enter by mistake changes nothing.
  ["settings--asks-remove", "dialog"],
  ["settings--rename-name-taken", "dialog"],
] as const;

test("each screen's accessibility tree is the one that was reviewed", async ({ page, storybook }) => {
  test.setTimeout(300_000);
  await openStory(page, storybook, trees[0][0]);
  for (const [id, part] of trees) {
    await nextStory(page, id);
    await expect.soft(page.locator(part), id).toMatchAriaSnapshot({ name: `${id}.aria.yml` });
  }
});

test("in a panel of 24 rem a device's buttons stay on the line of its name", async ({ page, storybook }) => {
  // 1 rem of padding on either side.
  await page.setViewportSize({ width: 416, height: 600 });
  await openStory(page, storybook, "settings--several");
  for (const row of await page.getByRole("listitem").all()) {
    const [text, actions] = await Promise.all([
      row.locator("[data-mfa-slot=device-text]").boundingBox(),
      row.locator("[data-mfa-slot=device-actions]").boundingBox(),
    ]);
    expect((text?.x ?? 0) + (text?.width ?? 0)).toBeLessThanOrEqual(actions?.x ?? 0);
    const rename = await row.getByRole("button", { name: /^Rename/ }).boundingBox();
    const remove = await row.getByRole("button", { name: /^Remove/ }).boundingBox();
    expect(rename?.y).toBe(remove?.y);
  }
});

test("what has the keyboard's focus is seen, in both themes", async ({ page, storybook }) => {
  for (const theme of ["light", "dark"]) {
    for (const id of ["challenge--waiting", "setup--scanning", "settings--several", "settings--empty", "settings--rename-name-taken"]) {
      await openStory(page, storybook, id, { theme });
      expect(await focusRings(page), `${id} in ${theme}`).toEqual([]);
    }
  }
});

test("in forced colours every button, badge and message has an edge, and what can't be used is grey", async ({ page, storybook }) => {
  await page.emulateMedia({ forcedColors: "active" });
  const grey = await page.evaluate(() => {
    document.body.style.color = "GrayText";
    return getComputedStyle(document.body).color;
  });
  for (const [id, slot] of [
    ["challenge--ready", "button"],
    ["challenge--locked", "button"],
    ["settings--several", "badge"],
    ["settings--removed", "result"],
    ["setup--replaces-earlier", "notice"],
  ] as const) {
    await openStory(page, storybook, id);
    const parts = await page.locator(`[data-mfa-slot=${slot}]:not(:empty)`).all();
    expect(parts, id).not.toEqual([]);
    for (const part of parts) {
      await expect(part, id).toHaveCSS("border-top-style", "solid");
      await expect(part, id).toHaveCSS("border-top-width", "1px");
    }
  }
  await openStory(page, storybook, "challenge--locked");
  await expect(page.getByRole("button", { name: "Verify" })).toHaveCSS("color", grey);
});

test("a code is told in the order in which it was typed, in any script", async ({ page, storybook }) => {
  await openStory(page, storybook, "challenge--ready");
  await expect(page.getByRole("textbox", { name: "6-digit code" })).toHaveCSS("unicode-bidi", "bidi-override");
});

test("a button that can do nothing looks the same under the pointer", async ({ page, storybook }) => {
  for (const [id, name] of [
    ["challenge--locked", "Verify"],
    ["settings--one-required", /^Remove/],
  ] as const) {
    await openStory(page, storybook, id);
    const button = page.getByRole("button", { name });
    const look = () => button.evaluate((element) => [getComputedStyle(element).color, getComputedStyle(element).backgroundColor]);
    const before = await look();
    await button.hover();
    expect(await look(), id).toEqual(before);
  }
});

test("colours follow the page's color-scheme, however it is set", async ({ page, storybook }) => {
  await openStory(page, storybook, "challenge--ready");
  const card = page.locator("[data-mfa-card]");
  await expect(card).toHaveCSS("background-color", "rgb(255, 255, 255)");
  await page.evaluate("document.documentElement.style.colorScheme = 'dark'");
  await expect(card).toHaveCSS("background-color", "rgb(23, 25, 29)");
});

test("the spinner stands still for those who want no motion", async ({ page, storybook }) => {
  await openStory(page, storybook, "setup--starting");
  const spinner = page.locator("[data-mfa-slot=spinner]");
  await expect(spinner).toHaveCSS("animation-name", "mfa-turn");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect(spinner).toHaveCSS("animation-name", "none");
});

test("no state brings styles that a strict CSP forbids", async ({ page, storybook }) => {
  for (const id of ["challenge--locked", "setup--scanning", "settings--several", "settings--asks-rename"]) {
    await openStory(page, storybook, id);
    expect(await page.locator("#storybook-root [style], #storybook-root style").count(), id).toBe(0);
  }
});

test("each turn of a challenge is announced once, where it belongs", async ({ page, storybook }) => {
  const id = "challenge--ready";
  await openStory(page, storybook, id);
  const announced = await watchRegions(page);
  await setArgs(page, id, { state: "verifying" });
  await expect(page.getByRole("status")).toHaveText("Checking the code…");
  await setArgs(page, id, { state: "firstRejection" });
  await expect(page.getByRole("alert")).toHaveText("That code isn't right. 4 attempts left.");
  await expect(page.getByRole("status")).toBeEmpty();
  await setArgs(page, id, { state: "verifying" });
  await expect(page.getByRole("alert")).toBeEmpty();
  await setArgs(page, id, { state: "oneAttemptLeft" });
  await expect(page.getByRole("alert")).toContainText("1 attempt left.");
  expect(await announced()).toEqual([
    "status: Checking the code…",
    "alert: That code isn't right. 4 attempts left.",
    "status: Checking the code…",
    "alert: That code isn't right. 1 attempt left. Check that your phone sets its time automatically.",
  ]);
});

test("a lock is announced when it starts, and its clock is not", async ({ page, storybook }) => {
  await page.clock.install();
  const id = "challenge--ready";
  await openStory(page, storybook, id);
  const announced = await watchRegions(page);
  await setArgs(page, id, { state: "locked" });
  const clock = page.getByRole("timer", { name: "Time left" });
  await expect(clock).toHaveAttribute("aria-live", "off");
  const before = await clock.textContent();
  await page.clock.runFor(5000);
  await expect(clock).not.toHaveText(before ?? "");
  expect(await announced()).toEqual(["alert: Too many wrong codes. You can try again in 15 minutes."]);
});

test("a change of the setup screen puts the focus on its heading", async ({ page, storybook }) => {
  const id = "setup--scanning";
  await openStory(page, storybook, id);
  await page.getByRole("textbox", { name: "6-digit code" }).focus();
  for (const [state, heading] of [
    ["superseded", "This QR code no longer works"],
    ["failedOffline", "No QR code yet"],
    ["scanning", "Set up your authenticator app"],
  ] as const) {
    await setArgs(page, id, { state });
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeFocused();
  }
});

test("a refused code leaves the focus in the field, with the reason as its description", async ({ page, storybook }) => {
  const id = "setup--scanning";
  await openStory(page, storybook, id);
  const field = page.getByRole("textbox", { name: "6-digit code" });
  await page.getByRole("button", { name: "Verify" }).focus();
  await setArgs(page, id, { code: "firstRejection" });
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription("That code isn't right. 4 attempts left.");
  await expect(field).toHaveAttribute("aria-invalid", "true");
});

test("a dialog keeps the keyboard inside, and Escape goes back to the button that opened it", async ({ page, storybook }) => {
  await openStory(page, storybook, "settings--several");
  for (const [trigger, title] of [
    ["Remove Work tablet", "Remove this device?"],
    ["Rename Work tablet", "Rename device"],
    ["Turn off", "Turn codes off?"],
  ] as const) {
    const button = page.getByRole("button", { name: trigger });
    await button.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: title });
    await expect(dialog).toBeVisible();
    await expect(dialog.locator(":focus")).toHaveCount(1);
    // The page behind is inert: the tabs go round in the dialog, and may pass by the browser's own controls.
    for (let presses = 0; presses < 5; presses += 1) {
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement === document.body || document.activeElement.closest('dialog') !== null")).toBe(
        true,
      );
    }
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(button).toBeFocused();
  }
});

const withAxe = new WeakSet<Page>();

/** Axe's word on the shown state: rule and place of each violation. A page that isn't loaded anew keeps axe. */
async function axe(page: Page, rules: string[]): Promise<string[]> {
  const builder = new AxeBuilder({ page, ...(withAxe.has(page) && { axeSource: "0" }) });
  withAxe.add(page);
  const { violations } = await builder.include("#storybook-root").withRules(rules).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(" ")}`));
}
