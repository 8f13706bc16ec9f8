import type { challenge } from "./en/challenge.js";
import type { common } from "./en/common.js";
import type { recovery } from "./en/recovery.js";
import type { settings } from "./en/settings.js";
import type { setup } from "./en/setup.js";

/**
 * Every text of the library in one language. A section's default, English, travels with the screen that shows it; a
 * catalogue from `supertokens-mfa-react/locales/*`, or the app's own, replaces them all.
 */
export interface Messages {
  /** BCP 47, for numbers and durations. */
  locale: string;
  common: typeof common;
  challenge: typeof challenge;
  setup: typeof setup;
  settings: typeof settings;
  recovery: typeof recovery;
}
