import { expect, type Page } from "@playwright/test";
import jsqr from "jsqr";
import { TOTP, URI } from "otpauth";
import { PNG } from "pngjs";
import { coreClock } from "./coreClock.js";

/** Does what a phone does: looks at the page and adds the account of the QR code that it sees. */
export async function scanQr(page: Page, label = "QR code for your authenticator app"): Promise<TOTP> {
  const code = page.getByRole("img", { name: label });
  await expect(code).toBeVisible();
  await code.scrollIntoViewIfNeeded();
  const picture = PNG.sync.read(await page.screenshot());
  const seen = jsqr(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data;
  if (seen === undefined) throw new Error("The screenshot shows no QR code that could be read.");
  const account = URI.parse(seen);
  if (!(account instanceof TOTP)) throw new Error(`The QR code is not one of a TOTP: ${seen}`);
  return account;
}

const usedSteps = new WeakMap<TOTP, Set<number>>();

/**
 * A right code that was not handed out before: the core refuses one that it accepted in the last 90 seconds. Takes the
 * current time step or the next, which the core accepts too, and turns the core's clock when both are used up.
 */
export function nextCode(totp: TOTP): string {
  const used = usedSteps.get(totp) ?? new Set<number>();
  usedSteps.set(totp, used);
  const unused = () => [0, 1].map((ahead) => currentStep(totp) + ahead).find((step) => !used.has(step));
  let step = unused();
  while (step === undefined) {
    coreClock.advance(totp.period);
    step = unused();
  }
  used.add(step);
  return totp.generate({ timestamp: step * totp.period * 1000 });
}

/** Six digits that no time step nearby has. */
export function wrongCode(totp: TOTP, index = 0): string {
  const near = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((ahead) =>
    totp.generate({ timestamp: (currentStep(totp) + ahead) * totp.period * 1000 }),
  );
  const free = Array.from({ length: 20 }, (_, number) => String(100_000 + number * 11_111)).filter((code) => !near.includes(code));
  return free[index] ?? "000000";
}

function currentStep(totp: TOTP): number {
  return Math.floor(coreClock.now() / 1000 / totp.period);
}
