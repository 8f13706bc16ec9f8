import { randomUUID } from "node:crypto";
import { getUser, type User } from "supertokens-node/index.js";
import type { SessionContainerInterface } from "supertokens-node/recipe/session/types/index.js";
import { listDevices } from "supertokens-node/recipe/totp/index.js";
import type { JSONObject, UserContext } from "supertokens-node/types/index.js";
import {
  trustWithinSeconds,
  type RemoveTrustedBrowserAnswer,
  type TrustBrowserAnswer,
  type TrustedBrowser,
} from "../../protocol/trustedBrowsers.js";
import type { Log } from "../failureAnswers.js";
import { hasFreshTotp } from "../factors/freshTotp.js";
import { inTime } from "../inTime.js";
import type { TellFactorChanged } from "../factors/factorEvents.js";
import type { UserChanges } from "../lock/userChanges.js";
import type { TotpPolicyContext } from "../policies/policies.js";
import type { HttpRequest, RouteRequest } from "../routes.js";
import { isRecovered } from "../recovery/recoveredSession.js";
import { readUserRecord, writeUserRecord, type BrowserRecord, type UserRecord } from "../userRecord.js";
import { toBrowserLabel } from "./browserLabel.js";
import { isHeaderSession, type TrustCookie } from "./trustCookie.js";

/** Options of trusted browsers. */
export interface TrustBrowsersOptions {
  /** How long a browser is trusted, in days; at most 400, as long as browsers keep a cookie. */
  days: number;
  /**
   * Whether the user may trust browsers on this tenant. Asked when it is offered, at sign-in, and at each refresh of a
   * session that a trusted browser spared a code; so it ends trust, too. An answer that isn't `true`, an error, or none
   * within 10 seconds means no.
   *
   * @default every user, on every tenant
   */
  allow?: (context: TotpPolicyContext) => boolean | Promise<boolean>;
}

/** What sign-in, screens and panel ask of trusted browsers. */
export interface BrowserTrust {
  readonly days: number;
  /** What a new session remembers of the browser that it is in. */
  ofNewSession(userId: string, request: HttpRequest | undefined, userContext: UserContext): Promise<JSONObject>;
  /** Whether the session is in a browser that is trusted still. */
  covers(input: Omit<TotpPolicyContext, "user">, user: Promise<User>): Promise<boolean>;
  /** Whether this browser may be trusted once its session has completed TOTP. */
  mayOffer(session: SessionContainerInterface, request: HttpRequest | undefined, userContext: UserContext): Promise<boolean>;
  trust(request: RouteRequest): Promise<TrustBrowserAnswer>;
  /** Those that are to go, by id. */
  remove(request: RouteRequest, isMeant: (id: string) => boolean): Promise<RemoveTrustedBrowserAnswer>;
  list(record: UserRecord, request: HttpRequest | undefined): TrustedBrowser[];
}

/** What browser trust needs of the plugin. */
export interface TrustParts {
  changes: UserChanges;
  tellChanged: TellFactorChanged;
  log: Log;
  cookie: TrustCookie;
}

/** In the access token's payload: the id of the entry by which the session was spared a code. */
export const trustPayloadKey = "st-mfa-browser";

/** Whether the session was opened in a trusted browser. It may have completed a TOTP since. */
export function isOfTrustedBrowser(session: SessionContainerInterface): boolean {
  return typeof session.getAccessTokenPayload()[trustPayloadKey] === "string";
}

const maxBrowsers = 10;
const dayMs = 24 * 3600 * 1000;
/** Sign-ins within it aren't worth a write. */
const usedAgainMs = 3600 * 1000;

export function createBrowserTrust({ days, allow }: TrustBrowsersOptions, parts: TrustParts): BrowserTrust {
  const { changes, cookie, log, tellChanged } = parts;

  async function allowed(context: TotpPolicyContext): Promise<boolean> {
    if (allow === undefined) return true;
    try {
      // `unknown`, since untyped code may answer anything.
      const answer: unknown = await inTime("trustBrowsers.allow", Promise.resolve(allow(context)));
      return answer === true;
    } catch (error) {
      log("supertokens-mfa-react: trustBrowsers.allow failed, so the browser isn't trusted.", error);
      return false;
    }
  }

  async function allowedInSession(session: SessionContainerInterface, userContext: UserContext): Promise<boolean> {
    const user = await getUser(session.getUserId(), userContext);
    const tenantId = session.getTenantId();
    return user !== undefined && allowed({ user, tenantId, accessTokenPayload: session.getAccessTokenPayload(), userContext });
  }

  /** To the hour, so that most sign-ins write nothing. */
  async function remember(userId: string, used: BrowserRecord, userContext: UserContext): Promise<void> {
    if (Date.now() - used.lastUsedAt < usedAgainMs) return;
    try {
      await changes.runForUser(userId, userContext, async () => {
        const record = await readUserRecord(userId, userContext);
        const lastUsedAt = Date.now();
        const browsers = record.browsers.map((browser) => (browser.id === used.id ? { ...browser, lastUsedAt } : browser));
        await writeUserRecord(userId, { ...record, browsers }, userContext);
      });
    } catch (error) {
      log("supertokens-mfa-react: the last use of a trusted browser could not be written down.", error);
    }
  }

  return {
    days,

    async ofNewSession(userId, request, userContext) {
      const hashes = cookie.read(request);
      if (hashes.length === 0) return {};
      try {
        const { browsers } = await readUserRecord(userId, userContext);
        const browser = browsers.filter(isValid).find(({ hash }) => hashes.includes(hash));
        if (browser === undefined) return {};
        await remember(userId, browser, userContext);
        return { [trustPayloadKey]: browser.id };
      } catch (error) {
        log("supertokens-mfa-react: a trusted browser could not be looked up, so a code is asked for.", error);
        return {};
      }
    },

    async covers({ tenantId, accessTokenPayload, userContext }, user) {
      const id = accessTokenPayload[trustPayloadKey];
      if (typeof id !== "string") return false;
      const known = await user;
      const { browsers } = await readUserRecord(known.id, userContext);
      if (!browsers.some((browser) => browser.id === id && isValid(browser))) return false;
      return allowed({ user: known, tenantId, accessTokenPayload, userContext });
    },

    async mayOffer(session, request, userContext) {
      return request !== undefined && !isHeaderSession(request) && (await allowedInSession(session, userContext));
    },

    async trust({ session, userContext, http }) {
      // A recovery code says nothing of who will sit here in a month. The next sign-in with an app may be remembered.
      if (isHeaderSession(http.request) || isRecovered(session) || !hasFreshTotp(session, { within: trustWithinSeconds }))
        return notAllowed;
      const userId = session.getUserId();
      return changes.run(session, userContext, async () => {
        const [record, { devices }, allows] = await Promise.all([
          readUserRecord(userId, userContext),
          listDevices(userId, userContext),
          allowedInSession(session, userContext),
        ]);
        if (!allows || !devices.some((device) => device.verified)) return notAllowed;

        const known = cookie.read(http.request);
        const now = Date.now();
        const expiresAt = now + days * dayMs;
        const hash = cookie.add(http, known.filter(isHashOf(record.browsers)), expiresAt, userContext);
        if (hash === undefined) return notAllowed;
        const label = toBrowserLabel(http.request.getHeaderValue("user-agent"));
        const others = latestFirst(record.browsers.filter((browser) => isValid(browser) && !known.includes(browser.hash)));
        const browser = { id: randomUUID(), hash, ...label, createdAt: now, lastUsedAt: now, expiresAt };
        await writeUserRecord(userId, { ...record, browsers: [browser, ...others.slice(0, maxBrowsers - 1)] }, userContext);
        tellChanged({ userId, tenantId: session.getTenantId(), change: "TRUSTED_BROWSER_ADDED", browser: toLabel(browser) });
        return { status: "OK", expiresAt };
      });
    },

    async remove({ session, userContext, http }, isMeant) {
      const userId = session.getUserId();
      return changes.run(session, userContext, async () => {
        const record = await readUserRecord(userId, userContext);
        const gone = record.browsers.filter(({ id }) => isMeant(id));
        if (gone.length === 0) return { status: "OK" };
        await writeUserRecord(userId, { ...record, browsers: record.browsers.filter(({ id }) => !isMeant(id)) }, userContext);
        cookie.remove(
          http,
          gone.map(({ hash }) => hash),
          Date.now() + days * dayMs,
          userContext,
        );
        for (const browser of gone) {
          tellChanged({ userId, tenantId: session.getTenantId(), change: "TRUSTED_BROWSER_REMOVED", browser: toLabel(browser) });
        }
        return { status: "OK" };
      });
    },

    list({ browsers }, request) {
      const hashes = cookie.read(request);
      return latestFirst(browsers.filter(isValid)).map((browser) => ({
        id: browser.id,
        ...toLabel(browser),
        createdAt: browser.createdAt,
        lastUsedAt: browser.lastUsedAt,
        expiresAt: browser.expiresAt,
        current: hashes.includes(browser.hash),
      }));
    },
  };
}

/** `trustBrowsers` as the app wrote it. @throws TypeError for a number of days that no cookie can have. */
export function assertTrustBrowsersOptions({ days }: TrustBrowsersOptions): void {
  if (Number.isFinite(days) && days > 0 && days <= 400) return;
  throw new TypeError(`totpMfa: trustBrowsers.days must be a number of days between 0 and 400, not ${String(days)}.`);
}

const notAllowed = { status: "TRUST_NOT_ALLOWED_ERROR" } as const;

function isValid({ expiresAt }: BrowserRecord): boolean {
  return expiresAt > Date.now();
}

function isHashOf(browsers: readonly BrowserRecord[]): (hash: string) => boolean {
  return (hash) => browsers.some((browser) => browser.hash === hash);
}

function latestFirst(browsers: readonly BrowserRecord[]): BrowserRecord[] {
  return browsers.toSorted((one, other) => other.lastUsedAt - one.lastUsedAt);
}

function toLabel({ browser, system }: BrowserRecord): { browser?: string; system?: string } {
  return { ...(browser !== undefined && { browser }), ...(system !== undefined && { system }) };
}
