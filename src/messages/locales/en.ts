import { challenge } from "../en/challenge.js";
import { common } from "../en/common.js";
import { recovery } from "../en/recovery.js";
import { settings } from "../en/settings.js";
import { setup } from "../en/setup.js";
import type { Messages } from "../messages.js";

/** English: the screens bring it along by themselves; as a catalogue it is a base to change single texts of. */
export const en: Messages = { locale: "en", common, challenge, setup, settings, recovery };
