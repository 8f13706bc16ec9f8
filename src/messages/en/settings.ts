import type { TotpReason } from "../../protocol/totpSettings.js";

/** The settings panel. */
export const settings = {
  title: "Authenticator app",
  intro: "An authenticator app makes codes that prove it is you.",
  on: "On",
  off: "Off",
  loading: "Loading your devices…",
  loadFailed: "Your devices couldn't be loaded.",
  devices: "Your devices",
  empty: "No device yet. Set one up to get codes for your account.",
  add: "Add device",
  addFirst: "Set up an authenticator app",
  added: (name: string) => `${name} was added.`,
  rename: "Rename",
  renameDevice: (name: string) => `Rename ${name}`,
  renameTitle: "Rename device",
  newName: "New name",
  save: "Save",
  saving: "Saving…",
  nameInvalid: (max: number) => `Use 1 to ${max} characters, without line breaks or invisible marks.`,
  nameTaken: "You have a device of that name already.",
  renamed: (name: string) => `Renamed to ${name}.`,
  remove: "Remove",
  removeDevice: (name: string) => `Remove ${name}`,
  removeTitle: "Remove this device?",
  removeText: "Its codes stop working at once. Your other devices go on working.",
  removeLastSetsUp: "This is your last device. If your account still requires codes, you set a new device up at your next sign-in.",
  removeLastTurnsOff: "This is your last device. Removing it turns codes off for your account.",
  removeLastStaysOff: "This is your last device. Codes are off for your account, and stay off.",
  removeLastRefused: "This is your last device, and your account requires codes. Add another device before you remove it.",
  removing: "Removing…",
  removed: (name: string) => `${name} was removed.`,
  removedAndOff: (name: string) => `${name} was removed, and codes are turned off.`,
  gone: "That device isn't there any more: it was removed elsewhere.",
  keep: "Keep it",
  turnOn: "Turn on",
  turnOff: "Turn off",
  turnOffTitle: "Turn codes off?",
  turnOffText: "You will sign in without a code. Your devices stay listed, so that you can turn codes on again.",
  turningOff: "Turning off…",
  turnedOn: "Codes are turned on. You are asked for one at your next sign-in.",
  turnedOff: "Codes are turned off.",
  unchanged: "Nothing was changed.",
  offline: "You are offline. Nothing was changed: try again when you are connected.",
  period: (seconds: number) => (seconds === 1 ? "A new code every second" : `A new code every ${seconds} seconds`),
  addedOn: (date: string) => `Added ${date}`,
  nameIt: "Name it",
  recoveryTitle: "Recovery codes",
  recoveryNone: "None yet. With them you can sign in when your phone is lost.",
  recoveryLeft: (left: number, total: number, date: string) => `${left} of ${total} left, made on ${date}.`,
  recoveryFew: "Few are left. Make new ones before you need them.",
  recoveryUnseen: "They were made, but perhaps you never saw them. To be safe, make new ones.",
  makeCodes: "Make recovery codes",
  makeNewCodes: "Make new codes",
  makeNewTitle: "Make new recovery codes?",
  makeNewText: "The recovery codes that you have now stop working at once.",
  makingCodes: "Making codes…",
  browsersTitle: "Trusted browsers",
  browsersText: "No code is asked for when you sign in on these browsers.",
  browserOn: (browser: string, system: string) => `${browser} on ${system}`,
  unknownBrowser: "Unknown browser",
  thisBrowser: "This browser",
  browserUse: (since: string, used: string) => `Since ${since}, last used ${used}`,
  removeAllBrowsers: "Remove all",
  browserRemoved: (name: string) => `${name} was removed. You are asked for a code there at your next sign-in.`,
  browsersRemoved: "All browsers were removed. You are asked for a code at your next sign-in.",
  reason: (reason: TotpReason): string => {
    switch (reason.code) {
      case "ROLE":
        return `Required because of your role (${reason.role}).`;
      case "ENABLED":
        return "Asked at sign-in because you turned it on.";
      case "TENANT":
        return "Required by your organisation.";
      case "CUSTOM":
        return reason.message ?? "Required for your account.";
    }
  },
};
