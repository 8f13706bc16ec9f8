import { createCipheriv, createDecipheriv, createHash, randomBytes, randomUUID } from "node:crypto";
import { compactVerify, CompactSign, exportJWK, generateKeyPair, type CryptoKey, type JWK } from "jose";
import { parseJsonObject, type JsonObject } from "./json.js";

interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  jwk: JWK;
}

export type Keys = ReturnType<typeof createKeys>;

export function sha256(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}

/**
 * The keys of one core: two RSA pairs for access tokens (one the core would rotate, one it never
 * does) and an AES key for refresh tokens. The pairs are made in the background, so starting does
 * not wait for them; the first token does.
 */
export function createKeys(now: () => number) {
  const dynamicKey = makeSigningKey(`d-${now()}`);
  const staticKey = makeSigningKey(`s-${randomUUID()}`);
  // Whoever awaits them sees a failure; a core closed before that must not crash on it.
  dynamicKey.catch(() => undefined);
  staticKey.catch(() => undefined);
  const encryptionKey = randomBytes(32);

  return {
    async jwks(): Promise<JsonObject[]> {
      const keys = await Promise.all([dynamicKey, staticKey]);
      return keys.map(({ kid, jwk }) => ({
        kty: "RSA",
        kid,
        n: jwk.n ?? "",
        e: jwk.e ?? "",
        alg: "RS256",
        use: "sig",
      }));
    },

    async sign(payload: JsonObject, useStaticKey: boolean): Promise<string> {
      const { kid, privateKey } = await (useStaticKey ? staticKey : dynamicKey);
      return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
        .setProtectedHeader({ kid, typ: "JWT", version: "5", alg: "RS256" })
        .sign(privateKey);
    },

    /** The payload of a token signed here, or `undefined`. Says nothing about its expiry. */
    async verify(token: string): Promise<JsonObject | undefined> {
      const keys = await Promise.all([dynamicKey, staticKey]);
      try {
        const { payload } = await compactVerify(
          token,
          ({ kid }) => {
            const key = keys.find((candidate) => candidate.kid === kid);
            if (key === undefined) throw new Error("Key not found");
            return key.publicKey;
          },
          { algorithms: ["RS256"] },
        );
        return parseJsonObject(new TextDecoder().decode(payload));
      } catch {
        return undefined;
      }
    },

    encrypt(payload: JsonObject): string {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", encryptionKey, iv);
      const sealed = Buffer.concat([iv, cipher.update(JSON.stringify(payload), "utf8"), cipher.final()]);
      return Buffer.concat([sealed, cipher.getAuthTag()]).toString("base64");
    },

    decrypt(sealed: string): JsonObject | undefined {
      const bytes = Buffer.from(sealed, "base64");
      // Decoding skips what isn't base64, so the same bytes have other spellings: those were never issued.
      if (bytes.length < 28 || bytes.toString("base64") !== sealed) return undefined;
      try {
        const decipher = createDecipheriv("aes-256-gcm", encryptionKey, bytes.subarray(0, 12));
        decipher.setAuthTag(bytes.subarray(-16));
        return parseJsonObject(decipher.update(bytes.subarray(12, -16), undefined, "utf8") + decipher.final("utf8"));
      } catch {
        return undefined;
      }
    },
  };
}

/** The payload of a token whose signature nobody checks. */
export function readUnverified(token: string): JsonObject | undefined {
  return parseJsonObject(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
}

async function makeSigningKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { modulusLength: 2048 });
  return { kid, privateKey, publicKey, jwk: await exportJWK(publicKey) };
}
