import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Answer, Visitor } from "../support/visitor.js";

/** A policy that fails: a sign-in leaves no session behind that anything would let in. */
let api: Api;
let visitor: Visitor;
let broken = false;
let revokes = true;
vi.spyOn(console, "error").mockImplementation(() => undefined);

beforeAll(async () => {
  api = await startApi({
    plugins: [
      totpMfa({
        require: requireTotp.when(() => {
          if (broken) throw new Error("Billing is down");
          return false;
        }),
      }),
    ],
    session: {
      override: {
        functions: (original) => ({
          ...original,
          revokeSession: (input) => (revokes ? original.revokeSession(input) : Promise.reject(new Error("The core is down"))),
        }),
      },
    },
  });
});
afterAll(() => api.close());

beforeEach(async () => {
  [broken, revokes] = [false, true];
  visitor = api.visitor();
  await visitor.signUp();
});

const sessions = () => api.sdk.session.getAllSessionHandlesForUser(visitor.userId());

/** Whatever a client could send back as a session, in headers and cookies alike. */
function tokensIn({ headers }: Answer): string[] {
  return [...headers].filter(([name, value]) => /token|cookie|csrf/.test(name) && /[\w-]{20,}/.test(value)).map(([, value]) => value);
}

describe.each(["header", "cookie"])("in %s mode, while the policy fails", (mode) => {
  const firstFactor = (way: "signin" | "signup", email: string) =>
    visitor.otherBrowser().auth(
      "POST",
      `/${way}`,
      {
        formFields: [
          { id: "email", value: email },
          { id: "password", value: "Passw0rd!" },
        ],
      },
      { "st-auth-mode": mode },
    );

  test("a sign-in hands out tokens while it works, so that the next tests see them", async () => {
    expect(tokensIn(await firstFactor("signin", visitor.email))).not.toEqual([]);
  });

  test("a sign-in leaves nothing in the browser and no session in the core", async () => {
    const before = await sessions();
    broken = true;
    const answer = await firstFactor("signin", visitor.email);
    expect(answer).toMatchObject({ status: 500, body: { error: expect.stringMatching(/TOTP policy failed/) } });
    expect(tokensIn(answer)).toEqual([]);
    expect(answer.headers.get("front-token")).toBe("remove");
    expect(await sessions()).toEqual(before);
  });

  test("a sign-up leaves none either, and the new user signs in once the policy works", async () => {
    broken = true;
    const email = `new-in-${mode}@example.com`;
    const answer = await firstFactor("signup", email);
    expect(answer.status).toBe(500);
    expect(tokensIn(answer)).toEqual([]);
    broken = false;
    expect((await firstFactor("signin", email)).body).toMatchObject({ status: "OK" });
  });

  test("a sign-in whose session the core can't end leaves nothing in the browser", async () => {
    [broken, revokes] = [true, false];
    const answer = await firstFactor("signin", visitor.email);
    expect(answer.status).toBe(401);
    expect(tokensIn(answer)).toEqual([]);
  });
});

test("a session that was let in before stays as it is, whatever it does meanwhile", async () => {
  const phone = await visitor.addDevice("Phone");
  broken = true;
  expect((await visitor.verifyTotp(phone.code())).body).toMatchObject({ status: "GENERAL_ERROR" });
  expect((await visitor.refresh()).status).toBe(200);
  expect(await visitor.mayEnter()).toBe(true);
  expect(await sessions()).toHaveLength(1);
});
