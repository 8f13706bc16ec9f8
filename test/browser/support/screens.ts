import type { Locator, Page } from "@playwright/test";

/** The heading of a whole screen. */
export function heading(page: Page, name: string): Locator {
  return page.getByRole("heading", { name, level: 1, exact: true });
}

/** What the code form says about the last code; empty when there is nothing to say. */
export function problem(page: Page): Locator {
  return page.locator("[data-mfa-slot=code-form]").getByRole("alert");
}

export function verifyButton(page: Page): Locator {
  return page.getByRole("button", { name: "Verify", exact: true });
}

/** The running clock of a lock. */
export function countdown(page: Page): Locator {
  return page.getByRole("timer", { name: "Time left" });
}

/** What the settings panel says about the last change when it was made. */
export function panelResult(page: Page): Locator {
  return page.locator("[data-mfa-slot=settings] [data-mfa-slot=result]");
}

/** What the settings panel says about the last change when it wasn't made. */
export function panelProblem(page: Page): Locator {
  return page.locator("[data-mfa-slot=settings] > [data-mfa-slot=problem]");
}

/** Removes a device in the panel, and says yes to the question. */
export async function removeDevice(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Remove ${name}`, exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
}
