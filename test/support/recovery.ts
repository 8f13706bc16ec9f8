import type { Answer, Visitor } from "./visitor.js";

/** What the screens send for recovery codes and trusted browsers. */
export const recovery = {
  create: (visitor: Visitor): Promise<Answer> => visitor.auth("POST", "/totp/recovery/create", {}),
  use: (visitor: Visitor, code: string): Promise<Answer> => visitor.auth("POST", "/totp/recovery/use", { code }),
  saved: (visitor: Visitor, createdAt: unknown): Promise<Answer> => visitor.auth("POST", "/totp/recovery/saved", { createdAt }),
  /** Makes codes; fails when the API refuses to. */
  async codes(visitor: Visitor): Promise<string[]> {
    const { body } = await recovery.create(visitor);
    if (body["status"] !== "OK" || !Array.isArray(body["codes"])) throw new Error(`No codes: ${JSON.stringify(body)}`);
    return body["codes"].map(String);
  },
  /** A code that nobody has: ten times the same character. */
  wrong: "zzzzz-zzzzz",
};
