/** What the plugin adds to answers of SuperTokens' own APIs. A backend without the plugin leaves it out. */

import type { TotpSettingsAnswer } from "./totpSettings.js";

/** In the answer to `PUT /mfa/info`. */
export interface MfaInfoAdditions {
  totp?: {
    /** The user has recovery codes left, so the challenge offers to use one. */
    recoveryCodes: boolean;
    /** The challenge may offer to trust this browser for so many days; absent when it may not. */
    trustDays?: number;
  };
}

/** In the answer to `GET /totp/device/list`. */
export interface DeviceListAdditions {
  /** What `GET /totp/settings` answers; absent while the session's MFA is open. */
  settings?: TotpSettingsAnswer;
}

/** In each device of that list. */
export interface ListedDeviceAdditions {
  /** When it was verified, in epoch milliseconds; absent when that was before the plugin, or elsewhere. */
  addedAt?: number;
}

/** In the answer `OK` to `POST /totp/verify`. */
export interface VerifyTotpAdditions {
  /** How many recovery codes can still be used, when they are few; absent otherwise, and when none were ever made. */
  recoveryCodesLeft?: number;
}

/** In the answer `OK` to `POST /totp/device/verify`. */
export interface VerifyDeviceAdditions {
  /** The user has no recovery codes, or none any more: `POST /totp/recovery/create` makes them, and this session may call it now. */
  offerRecoveryCodes?: true;
}
