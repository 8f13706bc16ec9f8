import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { signIn, signInUp, signUp, START, startTestCore, str, unique, type TestCore, type TestUser } from "./support.js";

let t: TestCore;
beforeAll(async () => {
  t = await startTestCore();
});
beforeEach(() => {
  t.clock.now = START;
});
afterAll(() => t.core.close());

const VERIFY = "/public/recipe/user/email/verify";
const INVALID = { status: "EMAIL_VERIFICATION_INVALID_TOKEN_ERROR" };

const createToken = ({ id, email }: TestUser) => t.post(`${VERIFY}/token`, { userId: id, email });
const newToken = async (user: TestUser) => str((await createToken(user)).body.token);
const use = async (token: string) => (await t.post(VERIFY, { method: "token", token })).body;
const isVerified = async ({ id, email }: TestUser) => (await t.get("/recipe/user/email/verify", { userId: id, email })).body.isVerified;

describe("verifying an address", () => {
  test("shows in the user and in the answer to who asks", async () => {
    const user = await signUp(t);
    expect(await isVerified(user)).toBe(false);
    expect(await use(await newToken(user))).toEqual({ status: "OK", userId: user.id, email: user.email });
    expect(await isVerified(user)).toBe(true);
    expect((await signIn(t, user.email)).body.user).toMatchObject({ loginMethods: [{ verified: true }] });
    expect((await createToken(user)).body).toEqual({ status: "EMAIL_ALREADY_VERIFIED_ERROR" });
  });

  test("a token works once, and takes the address's others along", async () => {
    const user = await signUp(t);
    const [first, second] = [await newToken(user), await newToken(user)];
    expect((await use(first)).status).toBe("OK");
    expect(await use(first)).toEqual(INVALID);
    expect(await use(second)).toEqual(INVALID);
  });

  test("a token works for a day", async () => {
    const user = await signUp(t);
    const token = await newToken(user);
    t.clock.advance(24 * 3_600_000);
    expect(await use(token)).toEqual(INVALID);
    expect(await use("nope")).toEqual(INVALID);
  });

  test("tokens can be taken back", async () => {
    const user = await signUp(t);
    const token = await newToken(user);
    await t.post(`${VERIFY}/token/remove`, { userId: user.id, email: user.email });
    expect(await use(token)).toEqual(INVALID);
  });

  test("is for one user and one address, whatever its case", async () => {
    const user = await signUp(t);
    const other = await signInUp(t, user.email);
    await use(await newToken({ ...user, email: user.email.toUpperCase() }));
    expect(await isVerified(user)).toBe(true);
    await t.put("/recipe/user", { recipeUserId: user.id, email: `${unique("new")}@example.com` });
    expect((await t.get("/user/id", { userId: user.id })).body.user).toMatchObject({ loginMethods: [{ verified: false }] });
    expect(await isVerified({ ...other, email: `${unique("new")}@example.com` })).toBe(false);
  });

  test("can be undone, and ends with the user", async () => {
    const user = await signUp(t);
    await use(await newToken(user));
    await t.post("/recipe/user/email/verify/remove", { userId: user.id, email: user.email });
    expect(await isVerified(user)).toBe(false);
    await use(await newToken(user));
    await t.post("/user/remove", { userId: user.id });
    expect(await isVerified(user)).toBe(false);
  });

  test("in any other way is a 400", async () => {
    expect(await t.post(VERIFY, { method: "magic", token: "x" })).toMatchObject({
      status: 400,
      text: "Unsupported method for email verification\n",
    });
  });
});
