export interface CoreOptions {
  /**
   * Port to listen on; 0 picks a free one.
   * @default 3567
   */
  port?: number;
  /**
   * Wrong TOTP codes in a row after which every code is refused for a while.
   * @default 5
   */
  totpMaxAttempts?: number;
  /**
   * For how long, in seconds.
   * @default 900
   */
  totpRateLimitCooldownSec?: number;
  /**
   * Lifetime of an access token, in seconds.
   * @default 3600
   */
  accessTokenValidity?: number;
  /**
   * Lifetime of a refresh token, in seconds.
   * @default 8640000 (100 days)
   */
  refreshTokenValidity?: number;
  /**
   * Whether the paid features (MFA, further tenants) answer. `false` makes them answer 402, as a
   * core without a licence does.
   * @default true
   */
  mfaLicence?: boolean;
  /**
   * The time in epoch milliseconds; for tests, which turn the clock instead of waiting.
   * @default Date.now
   */
  now?: () => number;
}

export type CoreSettings = Required<Omit<CoreOptions, "port">>;

export const DEFAULT_PORT = 3567;

export function settingsFrom(options: CoreOptions): CoreSettings {
  return {
    totpMaxAttempts: options.totpMaxAttempts ?? 5,
    totpRateLimitCooldownSec: options.totpRateLimitCooldownSec ?? 900,
    accessTokenValidity: options.accessTokenValidity ?? 3600,
    refreshTokenValidity: options.refreshTokenValidity ?? 8_640_000,
    mfaLicence: options.mfaLicence ?? true,
    now: options.now ?? Date.now,
  };
}
