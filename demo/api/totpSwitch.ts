/** How the app's own `/totp/*` endpoints read and set "this user turned TOTP on", in either configuration. */
export interface TotpSwitch {
  isEnabled(userId: string): Promise<boolean>;
  enable(userId: string): Promise<void>;
  disable(userId: string): Promise<void>;
}
