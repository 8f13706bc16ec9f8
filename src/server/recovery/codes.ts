import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { processLock } from "../lock/processLock.js";
import { recoveryCodeAlphabet, recoveryCodeLength } from "../../protocol/recoveryCodes.js";

const saltBytes = 16;
const hashBytes = 32;

const slowHash = promisify<string, Buffer, number, Buffer>(scrypt);
const oneAtATime = processLock();

/** One at a time: each takes a thread of the few on which Node also verifies the session of every other request. */
function derive(code: string, salt: Buffer): Promise<Buffer> {
  return oneAtATime("scrypt", () => slowHash(code, salt, hashBytes));
}

/** Makes codes, all different: ten characters of five random bits each. */
export function createRecoveryCodes(count: number): string[] {
  const codes = new Set<string>();
  while (codes.size < count) {
    // 256 is a multiple of the alphabet's 32 characters, so none of them comes more often than another.
    const letters = Array.from(randomBytes(recoveryCodeLength), (byte) => recoveryCodeAlphabet.charAt(byte % recoveryCodeAlphabet.length));
    codes.add(letters.join(""));
  }
  return [...codes];
}

/**
 * What is kept of a code: a salt of its own and `scrypt` with the cost that Node has by default (16 MiB), since 50 bits
 * are fewer than the 112 that a plain hash would do for (NIST SP 800-63B-4, 3.1.2.2; OWASP ASVS 5.0, 6.5.2).
 */
export async function hashRecoveryCode(code: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  return Buffer.concat([salt, await derive(code, salt)]).toString("base64url");
}

/** The one of `hashes` that is the code's. Looks at all of them, so the time tells neither whether nor which. */
export async function findRecoveryCode(code: string, hashes: readonly string[]): Promise<string | undefined> {
  const matches = await Promise.all(hashes.map((hash) => isHashOf(code, hash)));
  return hashes.find((_, index) => matches[index]);
}

async function isHashOf(code: string, hash: string): Promise<boolean> {
  const bytes = Buffer.from(hash, "base64url");
  if (bytes.length !== saltBytes + hashBytes) return false;
  return timingSafeEqual(await derive(code, bytes.subarray(0, saltBytes)), bytes.subarray(saltBytes));
}
