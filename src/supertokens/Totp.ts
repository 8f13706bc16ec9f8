import { createDevice, listDevices, removeDevice, verifyCode, verifyDevice } from "supertokens-web-js/recipe/totp/index.js";
import { initTotp } from "./totpRecipe.js";

/** The TOTP recipe: `init` with events, and the five calls of `supertokens-web-js` as they are. */
export const Totp = {
  init: initTotp,
  createDevice,
  verifyDevice,
  verifyCode,
  listDevices,
  removeDevice,
};
