import { scrypt, scryptSync } from "node:crypto";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { createRecoveryCodes, findRecoveryCode, hashRecoveryCode } from "../../../../src/server/recovery/codes.js";
import { normaliseRecoveryCode, recoveryCodeAlphabet } from "../../../../src/protocol/recoveryCodes.js";

describe("codes that are made", () => {
  const codes = createRecoveryCodes(2000);

  test("are all different, and what a user may type", () => {
    expect(new Set(codes).size).toBe(2000);
    for (const code of codes) expect(normaliseRecoveryCode(code)).toBe(code);
  });

  test("use each character as often as any other", () => {
    const counts = new Map<string, number>();
    for (const letter of codes.join("")) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(recoveryCodeAlphabet.length);
    // 625 each on average, with a standard deviation of 25: eight of them are out of reach of chance.
    for (const count of counts.values()) expect(Math.abs(count - 625)).toBeLessThan(200);
  });
});

describe("what is kept of a code", () => {
  test("has a salt of its own, so the same code looks different each time", async () => {
    const [one, other] = await Promise.all([hashRecoveryCode("abcde12345"), hashRecoveryCode("abcde12345")]);
    expect(one).not.toBe(other);
    expect(Buffer.from(one, "base64url")).toHaveLength(48);
  });

  test("is scrypt at 16 MiB, so that each guess costs a thief of the database as much", async () => {
    const kept = Buffer.from(await hashRecoveryCode("abcde12345"), "base64url");
    const hash = scryptSync("abcde12345", kept.subarray(0, 16), 32, { cost: 16_384, blockSize: 8, parallelization: 1 });
    expect(kept.subarray(16)).toEqual(hash);
  });

  test("finds the code again, and no other", async () => {
    const hashes = await Promise.all(["abcde12345", "00000vwxyz"].map(hashRecoveryCode));
    expect(await findRecoveryCode("00000vwxyz", hashes)).toBe(hashes[1]);
    expect(await findRecoveryCode("00000vwxyy", hashes)).toBeUndefined();
    expect(await findRecoveryCode("abcde12345", [])).toBeUndefined();
  });

  test("is made without keeping other requests from the threads that they share", async () => {
    let made = 0;
    const all = Array.from({ length: 12 }, () => hashRecoveryCode("abcde12345").then(() => made++));
    // Another request comes after them, and needs as much of a thread as any of the codes.
    await promisify(scrypt)("theirs", "salt", 32);
    expect(made).toBeLessThan(6);
    await Promise.all(all);
  });

  test.each(["", "x", "not base64 !", "a".repeat(1000)])("and when it is garbled (%o), finds nothing", async (garbled) => {
    expect(await findRecoveryCode("abcde12345", [garbled])).toBeUndefined();
  });
});
