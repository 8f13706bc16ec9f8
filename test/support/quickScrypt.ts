import { vi } from "vitest";

/** Recovery codes are hashed as always, but quickly: their cost is held by `test/unit/server/recovery/codes.test.ts`, and slows every other test. */
vi.mock(import("node:crypto"), async (original) => {
  const crypto = await original();
  const scrypt = ((password, salt, length, callback) => {
    crypto.scrypt(password, salt, length, { cost: 2 }, callback as (error: Error | null, key: Buffer) => void);
  }) as typeof crypto.scrypt;
  return { ...crypto, scrypt, default: { ...crypto, scrypt } };
});
