import type { Pool } from "pg";
import { postgresLock, requireTotp, totpMfa } from "../../src/server.js";
import type { AppOptions } from "./app.js";

/** A device whose removal never ends. */
export const hangingDevice = "Hangs";

/** What each process of an API with PostgreSQL's lock runs. */
export function lockedApp(pool: Pool, onHang: () => void = () => undefined): AppOptions {
  return {
    plugins: [totpMfa({ require: requireTotp.whenEnabled(), recoveryCodes: { count: 4 }, lock: postgresLock(pool) })],
    totp: {
      override: {
        functions: (original) => ({
          ...original,
          async removeDevice(input) {
            if (input.deviceName === hangingDevice) {
              onHang();
              await new Promise(() => undefined);
            }
            return original.removeDevice(input);
          },
        }),
      },
    },
  };
}
