import { Secret, TOTP, URI } from "otpauth";
import type { CoreClock } from "./clock.js";

/** The authenticator app of a test's user, for one device. */
export interface Authenticator {
  /** A code that the core hasn't seen: the core's clock is turned past the time in which it refuses a used one. */
  code(): string;
  /** A code that no accepted time step has. */
  wrongCode(): string;
}

/** Reads a QR code's URI as an app does. */
export function scan(qrCodeString: string, clock: CoreClock): Authenticator {
  const totp = URI.parse(qrCodeString);
  if (!(totp instanceof TOTP)) throw new Error(`Not a TOTP: ${qrCodeString}`);
  return {
    code() {
      clock.advance(totp.period * 3);
      return totp.generate({ timestamp: clock.now() });
    },
    wrongCode() {
      const near = [-3, -2, -1, 0, 1, 2, 3].map((step) => totp.generate({ timestamp: clock.now() + step * totp.period * 1000 }));
      const free = ["000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777"];
      return free.find((code) => !near.includes(code)) ?? "888888";
    },
  };
}

/** The code for a secret at an instant, for tests of skew and period. */
export function codeAt(secret: string, period: number, timestamp: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret), period }).generate({ timestamp });
}
