import { randomUUID } from "node:crypto";
import type { JsonObject } from "./json.js";

export type LoginMethod = { recipeId: "emailpassword"; passwordHash: string } | { recipeId: "thirdparty"; thirdParty: ThirdParty };

export interface ThirdParty {
  id: string;
  userId: string;
}

/** Accounts are never linked here, so a user has one login method and is no primary user. */
export interface User {
  id: string;
  email: string;
  verified: boolean;
  tenantIds: string[];
  timeJoined: number;
  login: LoginMethod;
}

/** What tells users apart at sign-in. */
export type Credential = { recipeId: "emailpassword"; email: string } | { recipeId: "thirdparty"; thirdParty: ThirdParty };

export interface AccountInfo {
  email?: string | undefined;
  phoneNumber?: string | undefined;
  thirdParty?: ThirdParty | undefined;
  webauthnCredentialId?: string | undefined;
}

export interface PageRequest {
  order: "ASC" | "DESC";
  limit: number;
  paginationToken?: string | undefined;
  recipeIds?: string[] | undefined;
  emails?: string[] | undefined;
  providers?: string[] | undefined;
}

export type AssociateOutcome =
  | { status: "OK"; wasAlreadyAssociated: boolean }
  | { status: "UNKNOWN_USER_ID_ERROR" | "EMAIL_ALREADY_EXISTS_ERROR" | "THIRD_PARTY_USER_ALREADY_EXISTS_ERROR" };

export type Users = ReturnType<typeof createUsers>;

export function normaliseEmail(email: string): string {
  return email.trim().toLowerCase();
}

export function createUsers(now: () => number) {
  const users = new Map<string, User>();

  const inTenant = (tenantId: string) => [...users.values()].filter((user) => user.tenantIds.includes(tenantId));

  function findByCredential(tenantId: string, credential: Credential): User | undefined {
    return inTenant(tenantId).find((user) => signsInWith(user, credential));
  }

  return {
    get: (userId: string) => users.get(userId),
    findByCredential,

    add(tenantId: string, email: string, login: LoginMethod, verified = false): User {
      const user: User = { id: randomUUID(), email, verified, tenantIds: [tenantId], timeJoined: now(), login };
      users.set(user.id, user);
      return user;
    },

    /** With `union`, users who match any of the given; otherwise those who match all. */
    findByAccountInfo(tenantId: string, info: AccountInfo, union: boolean): User[] {
      return inTenant(tenantId)
        .filter((user) => {
          const matches = matchAccountInfo(user, info);
          return matches.length > 0 && (union ? matches.some(Boolean) : matches.every(Boolean));
        })
        .sort(byTimeJoined);
    },

    /** A page, or `undefined` for a bad pagination token. */
    page(tenantId: string, request: PageRequest): { users: User[]; nextPaginationToken?: string } | undefined {
      const { order, limit, paginationToken, recipeIds, emails, providers } = request;
      const ascending = inTenant(tenantId)
        .filter(({ login }) => !recipeIds?.length || recipeIds.includes(login.recipeId))
        .filter(({ email }) => !emails || emails.some((tag) => email.startsWith(tag) || email.includes(`@${tag}`)))
        .filter(({ login }) => !providers || providers.some((tag) => isFromProvider(login, tag)))
        .sort(byTimeJoined);
      const sorted = order === "ASC" ? ascending : ascending.reverse();
      let start = 0;
      if (paginationToken !== undefined) {
        const position = readPaginationToken(paginationToken);
        if (position === undefined) return undefined;
        const direction = order === "ASC" ? 1 : -1;
        const found = sorted.findIndex((user) => byTimeJoined(user, position) * direction >= 0);
        start = found === -1 ? sorted.length : found;
      }
      const next = sorted[start + limit];
      return {
        users: sorted.slice(start, start + limit),
        ...(next ? { nextPaginationToken: paginationTokenFor(next) } : {}),
      };
    },

    /** Without a tenant, users of all. */
    count(tenantId: string | undefined, recipeIds: string[] | undefined): number {
      const all = tenantId === undefined ? [...users.values()] : inTenant(tenantId);
      return all.filter(({ login }) => !recipeIds?.length || recipeIds.includes(login.recipeId)).length;
    },

    associate(tenantId: string, userId: string): AssociateOutcome {
      const user = users.get(userId);
      if (user === undefined) return { status: "UNKNOWN_USER_ID_ERROR" };
      if (user.tenantIds.includes(tenantId)) return { status: "OK", wasAlreadyAssociated: true };
      if (findByCredential(tenantId, credentialOf(user))) {
        return {
          status: user.login.recipeId === "thirdparty" ? "THIRD_PARTY_USER_ALREADY_EXISTS_ERROR" : "EMAIL_ALREADY_EXISTS_ERROR",
        };
      }
      user.tenantIds = [...user.tenantIds, tenantId];
      return { status: "OK", wasAlreadyAssociated: false };
    },

    /** Whether the user was in the tenant; `undefined` if there is no such user. */
    disassociate(tenantId: string, userId: string): boolean | undefined {
      const user = users.get(userId);
      if (user === undefined) return undefined;
      const wasAssociated = user.tenantIds.includes(tenantId);
      user.tenantIds = user.tenantIds.filter((id) => id !== tenantId);
      return wasAssociated;
    },

    removeTenant(tenantId: string) {
      for (const user of users.values()) user.tenantIds = user.tenantIds.filter((id) => id !== tenantId);
    },

    remove(userId: string) {
      users.delete(userId);
    },
  };
}

export function userJson(user: User): JsonObject {
  const thirdParty = user.login.recipeId === "thirdparty" ? { ...user.login.thirdParty } : undefined;
  return {
    id: user.id,
    isPrimaryUser: false,
    tenantIds: user.tenantIds,
    timeJoined: user.timeJoined,
    emails: [user.email],
    phoneNumbers: [],
    thirdParty: thirdParty ? [thirdParty] : [],
    webauthn: { credentialIds: [] },
    loginMethods: [
      {
        tenantIds: user.tenantIds,
        recipeUserId: user.id,
        verified: user.verified,
        timeJoined: user.timeJoined,
        recipeId: user.login.recipeId,
        email: user.email,
        ...(thirdParty ? { thirdParty } : {}),
      },
    ],
  };
}

function credentialOf({ email, login }: User): Credential {
  return login.recipeId === "thirdparty" ? login : { recipeId: login.recipeId, email };
}

function signsInWith({ email, login }: User, credential: Credential): boolean {
  if (credential.recipeId === "emailpassword") return login.recipeId === "emailpassword" && email === credential.email;
  return login.recipeId === "thirdparty" && isSameThirdParty(login.thirdParty, credential.thirdParty);
}

function matchAccountInfo({ email, login }: User, info: AccountInfo): boolean[] {
  const matches: boolean[] = [];
  if (info.email !== undefined) matches.push(email === info.email);
  if (info.thirdParty !== undefined) {
    matches.push(login.recipeId === "thirdparty" && isSameThirdParty(login.thirdParty, info.thirdParty));
  }
  // Nobody has a phone number or a passkey here.
  if (info.phoneNumber !== undefined || info.webauthnCredentialId !== undefined) matches.push(false);
  return matches;
}

function isSameThirdParty(left: ThirdParty, right: ThirdParty): boolean {
  return left.id === right.id && left.userId === right.userId;
}

function isFromProvider(login: LoginMethod, tag: string): boolean {
  return login.recipeId === "thirdparty" && login.thirdParty.id.startsWith(tag);
}

function byTimeJoined(left: Pick<User, "id" | "timeJoined">, right: Pick<User, "id" | "timeJoined">): number {
  return left.timeJoined - right.timeJoined || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);
}

function paginationTokenFor({ id, timeJoined }: User): string {
  return Buffer.from(`${id};${timeJoined}`).toString("base64");
}

function readPaginationToken(token: string): Pick<User, "id" | "timeJoined"> | undefined {
  const [id, timeJoined, ...rest] = Buffer.from(token, "base64").toString("utf8").split(";");
  if (!id || !timeJoined || !/^\d+$/.test(timeJoined) || rest.length > 0) return undefined;
  return { id, timeJoined: Number(timeJoined) };
}
