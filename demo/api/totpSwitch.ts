import type { SessionContainer } from "supertokens-node/recipe/session";

/** How the app's own `/totp/*` endpoints read and set "this user turned TOTP on", in either configuration. */
export interface TotpSwitch {
  /** `false`: the policy decides for everybody, and there is nothing to turn on or off. */
  isUsersChoice: boolean;
  isEnabled(session: SessionContainer): Promise<boolean>;
  enable(session: SessionContainer): Promise<void>;
  disable(session: SessionContainer): Promise<void>;
}
