import { getSSRSession } from "supertokens-node/nextjs/index.js";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { mfaGuard, type MfaGuardOptions } from "../../../../src/next-server.js";
import { Redirect } from "../../support/next/navigation.js";

vi.mock("supertokens-node/nextjs/index.js", () => ({ getSSRSession: vi.fn() }));

type SsrSession = Awaited<ReturnType<typeof getSSRSession>>;

const none: SsrSession = { accessTokenPayload: undefined, hasToken: false, error: undefined };
const active = (claim: unknown): SsrSession => ({
  accessTokenPayload: { sub: "user", ...(claim === undefined ? {} : { "st-mfa": claim }) },
  hasToken: true,
  error: undefined,
});

beforeEach(() => void vi.mocked(getSSRSession).mockResolvedValue(none));

/** Where a page leads instead of being rendered, as Next's `redirect` is told. */
async function ledTo(page: string, session: SsrSession, options?: MfaGuardOptions): Promise<string> {
  vi.mocked(getSSRSession).mockResolvedValue(session);
  return mfaGuard(options)(page).then(
    () => "nowhere",
    (error: unknown) => (error instanceof Redirect ? error.message : Promise.reject(error)),
  );
}

test("a session with the factors done gets the page, and the page its token's payload", async () => {
  vi.mocked(getSSRSession).mockResolvedValue(active({ c: { totp: 1 }, v: true }));
  expect(await mfaGuard()("/settings")).toMatchObject({ sub: "user" });
});

test.each([
  ["no session", none, "/auth?redirectToPath=%2Fsettings%3Ftab%3D1"],
  [
    "a token that has run out, for the browser to renew",
    { ...none, hasToken: true },
    "/auth/mfa/totp?redirectToPath=%2Fsettings%3Ftab%3D1",
  ],
  ["a factor open", active({ c: {}, v: false }), "/auth/mfa/totp?redirectToPath=%2Fsettings%3Ftab%3D1"],
  ["a session from before MFA", active(undefined), "/auth/mfa/totp?redirectToPath=%2Fsettings%3Ftab%3D1"],
  ["a claim of another shape", active({ v: "yes" }), "/auth/mfa/totp?redirectToPath=%2Fsettings%3Ftab%3D1"],
  ["a claim that was taken away", active(null), "/auth/mfa/totp?redirectToPath=%2Fsettings%3Ftab%3D1"],
])("%s", async (_, session, target) => {
  expect(await ledTo("/settings?tab=1", session)).toBe(target);
});

describe("below a basePath", () => {
  const options = { websiteBasePath: "/app/auth", basePath: "/app" };

  test("Next gets paths without it, and the way back has it", async () => {
    expect(await ledTo("/settings", none, options)).toBe("/auth?redirectToPath=%2Fapp%2Fsettings");
    expect(await ledTo("/", none, options)).toBe("/auth?redirectToPath=%2Fapp%2F");
  });

  test("a websiteBasePath without it says so instead of leading nowhere", async () => {
    await expect(ledTo("/settings", none, { basePath: "/app" })).rejects.toThrow(/"\/auth\?.*basePath "\/app".*Give mfaGuard both/);
  });
});

test.each(["//evil.com", "https://evil.com", "/\\evil.com", "evil", "/auth/mfa/totp"])("%s is nothing to come back to", async (page) => {
  expect(await ledTo(page, none)).toBe("/auth");
});

test("the app's own addresses are asked for, as in the browser, and only those that can be gone to are taken", async () => {
  const to = (url: string | undefined) => ({ getRedirectionURL: () => url });
  expect(await ledTo("/settings", none, to("/login"))).toBe("/login");
  expect(await ledTo("/settings", none, to("https://id.example.com/login"))).toBe("https://id.example.com/login");
  expect(await ledTo("/settings", none, to("//evil.com"))).toBe("/auth?redirectToPath=%2Fsettings");
  expect(await ledTo("/settings", none, to(undefined))).toBe("/auth?redirectToPath=%2Fsettings");
});

test("without an init on the server it says where one is missing", async () => {
  vi.mocked(getSSRSession).mockResolvedValue({ ...none, error: new Error("Initialisation not done") });
  await expect(mfaGuard()("/settings")).rejects.toThrow(/finds no supertokens-node.*Import the module that calls supertokens.init/);
});
