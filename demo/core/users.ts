import { randomUUID } from "node:crypto";
import type { EmailVerification } from "./emailverification.js";
import type { JsonObject } from "./json.js";
import type { UserIdMappings } from "./useridmapping.js";

export interface ThirdParty {
  id: string;
  userId: string;
}

/** Where a one-time code goes. */
export type Contact = { email: string; phoneNumber?: undefined } | { email?: undefined; phoneNumber: string };

export type Login =
  | { recipeId: "emailpassword"; email: string; passwordHash: string }
  | { recipeId: "thirdparty"; email: string; thirdParty: ThirdParty }
  | ({ recipeId: "passwordless" } & Contact);

/** What tells users apart at sign-in. */
export type Credential =
  | { recipeId: "emailpassword"; email: string }
  | { recipeId: "thirdparty"; thirdParty: ThirdParty }
  | ({ recipeId: "passwordless" } & Contact);

/** One way to sign in, and the user it makes as long as it isn't linked. */
export interface RecipeUser {
  id: string;
  /** Whose login method it is: another user's, its own if that is primary, or `undefined`. */
  primaryUserId: string | undefined;
  tenantIds: string[];
  timeJoined: number;
  login: Login;
}

/** A person: one recipe user, or the linked ones of a primary user, oldest first. */
export interface User {
  id: string;
  isPrimaryUser: boolean;
  loginMethods: RecipeUser[];
}

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
  | {
      status:
        | "UNKNOWN_USER_ID_ERROR"
        | "EMAIL_ALREADY_EXISTS_ERROR"
        | "PHONE_NUMBER_ALREADY_EXISTS_ERROR"
        | "THIRD_PARTY_USER_ALREADY_EXISTS_ERROR";
    }
  | { status: "ASSOCIATION_NOT_ALLOWED_ERROR"; reason: string };

export type Users = ReturnType<typeof createUsers>;

export function normaliseEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** Recipe users, and whom they make up. Ids are taken in either form, SuperTokens' own or mapped. */
export function createUsers(now: () => number, ids: UserIdMappings, verification: EmailVerification) {
  const recipeUsers = new Map<string, RecipeUser>();

  const inTenant = (tenantId: string) => [...recipeUsers.values()].filter((user) => user.tenantIds.includes(tenantId));
  const recipeUser = (userId: string) => recipeUsers.get(ids.internal(userId));

  function userOf(method: RecipeUser): User {
    const { primaryUserId } = method;
    if (primaryUserId === undefined) return { id: method.id, isPrimaryUser: false, loginMethods: [method] };
    const loginMethods = [...recipeUsers.values()].filter((candidate) => candidate.primaryUserId === primaryUserId).sort(byTimeJoined);
    return { id: primaryUserId, isPrimaryUser: true, loginMethods };
  }

  /** Also by the id of a primary user whose own login method is gone. */
  function get(userId: string): User | undefined {
    const id = ids.internal(userId);
    const method = recipeUsers.get(id) ?? [...recipeUsers.values()].find((candidate) => candidate.primaryUserId === id);
    return method && userOf(method);
  }

  /** The users that some of the recipe users make up, each once. */
  function usersOf(methods: RecipeUser[]): User[] {
    return [...new Map(methods.map(userOf).map((user) => [user.id, user])).values()];
  }

  function findByCredential(tenantId: string, credential: Credential): RecipeUser | undefined {
    return inTenant(tenantId).find(({ login }) => signsInWith(login, credential));
  }

  /** A primary user other than the given one who has one of the logins' addresses in one of the tenants. */
  function otherPrimaryUser(userId: string, tenantIds: string[], logins: Login[]) {
    const others = [...recipeUsers.values()].filter(
      ({ primaryUserId, tenantIds: where }) =>
        primaryUserId !== undefined && primaryUserId !== userId && where.some((tenantId) => tenantIds.includes(tenantId)),
    );
    for (const login of logins) {
      for (const { primaryUserId, login: other } of others) {
        const shared = sharedInfo(login, other);
        if (primaryUserId !== undefined && shared !== undefined) return { primaryUserId, shared };
      }
    }
    return undefined;
  }

  const isVerified = ({ id, login }: RecipeUser) => login.email === undefined || verification.isVerified(id, login.email);

  function page(tenantId: string, { recipeIds, emails, providers }: Omit<PageRequest, "order" | "limit">): User[] {
    const methods = inTenant(tenantId)
      .filter(({ login }) => !recipeIds?.length || recipeIds.includes(login.recipeId))
      .filter(
        ({ login: { email } }) => !emails || emails.some((tag) => email?.startsWith(tag) === true || email?.includes(`@${tag}`) === true),
      )
      .filter(({ login }) => !providers || providers.some((tag) => isFromProvider(login, tag)));
    return usersOf(methods).sort((left, right) => byTimeJoined(positionOf(left), positionOf(right)));
  }

  return {
    get,
    recipeUser,
    userOf,
    findByCredential,
    otherPrimaryUser,

    /** The id that answers name for a user or recipe user. */
    publicId: ids.external,

    add(tenantId: string, login: Login): RecipeUser {
      const user: RecipeUser = { id: randomUUID(), primaryUserId: undefined, tenantIds: [tenantId], timeJoined: now(), login };
      recipeUsers.set(user.id, user);
      return user;
    },

    /** With `union`, users who match any of the given; otherwise those who match all. */
    findByAccountInfo(tenantId: string, info: AccountInfo, union: boolean): User[] {
      const methods = inTenant(tenantId);
      const found = accountTests(info).map((matches) => usersOf(methods.filter(({ login }) => matches(login))));
      const everyone = new Map(found.flat().map((user) => [user.id, user]));
      return [...everyone.values()]
        .filter(({ id }) => union || found.every((users) => users.some((user) => user.id === id)))
        .sort((left, right) => byTimeJoined(positionOf(left), positionOf(right)));
    },

    /** A page, or `undefined` for a bad pagination token. */
    page(tenantId: string, request: PageRequest): { users: User[]; nextPaginationToken?: string } | undefined {
      const { order, limit, paginationToken } = request;
      const ascending = page(tenantId, request);
      const sorted = order === "ASC" ? ascending : ascending.reverse();
      let start = 0;
      if (paginationToken !== undefined) {
        const position = readPaginationToken(paginationToken);
        if (position === undefined) return undefined;
        const direction = order === "ASC" ? 1 : -1;
        const found = sorted.findIndex((user) => byTimeJoined(positionOf(user), position) * direction >= 0);
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
      const all = tenantId === undefined ? [...recipeUsers.values()] : inTenant(tenantId);
      return usersOf(all.filter(({ login }) => !recipeIds?.length || recipeIds.includes(login.recipeId))).length;
    },

    associate(tenantId: string, userId: string): AssociateOutcome {
      const user = recipeUser(userId);
      if (user === undefined) return { status: "UNKNOWN_USER_ID_ERROR" };
      if (user.tenantIds.includes(tenantId)) return { status: "OK", wasAlreadyAssociated: true };
      if (findByCredential(tenantId, user.login)) return { status: TAKEN[kindOf(user.login)] };
      const other = user.primaryUserId === undefined ? undefined : otherPrimaryUser(user.primaryUserId, [tenantId], [user.login]);
      if (other !== undefined) {
        return {
          status: "ASSOCIATION_NOT_ALLOWED_ERROR",
          reason: `This user's ${other.shared} is already associated with another user ID`,
        };
      }
      user.tenantIds = [...user.tenantIds, tenantId];
      return { status: "OK", wasAlreadyAssociated: false };
    },

    /** Whether the recipe user was in the tenant; `undefined` if there is no such user. */
    disassociate(tenantId: string, userId: string): boolean | undefined {
      const user = recipeUser(userId);
      if (user === undefined) return undefined;
      const wasAssociated = user.tenantIds.includes(tenantId);
      user.tenantIds = user.tenantIds.filter((id) => id !== tenantId);
      return wasAssociated;
    },

    removeTenant(tenantId: string) {
      for (const user of recipeUsers.values()) user.tenantIds = user.tenantIds.filter((id) => id !== tenantId);
    },

    /** Removes one login method; the ones linked with it stay. */
    remove(userId: string) {
      const id = ids.internal(userId);
      recipeUsers.delete(id);
      verification.removeUser(id);
    },

    json({ id, isPrimaryUser, loginMethods }: User): JsonObject {
      const distinct = (values: (string | undefined)[]) => [...new Set(values.filter((value) => value !== undefined))];
      return {
        id: ids.external(id),
        isPrimaryUser,
        tenantIds: distinct(loginMethods.flatMap(({ tenantIds }) => tenantIds)),
        timeJoined: Math.min(...loginMethods.map(({ timeJoined }) => timeJoined)),
        emails: distinct(loginMethods.map(({ login }) => login.email)),
        phoneNumbers: distinct(loginMethods.map(phoneNumberOf)),
        thirdParty: loginMethods.flatMap(({ login }) => (login.recipeId === "thirdparty" ? [{ ...login.thirdParty }] : [])),
        webauthn: { credentialIds: [] },
        loginMethods: loginMethods.map((method) => {
          const { login } = method;
          const phoneNumber = phoneNumberOf(method);
          return {
            tenantIds: method.tenantIds,
            recipeUserId: ids.external(method.id),
            verified: isVerified(method),
            timeJoined: method.timeJoined,
            recipeId: login.recipeId,
            ...(login.email === undefined ? {} : { email: login.email }),
            ...(phoneNumber === undefined ? {} : { phoneNumber }),
            ...(login.recipeId === "thirdparty" ? { thirdParty: { ...login.thirdParty } } : {}),
          };
        }),
      };
    },
  };
}

const TAKEN = {
  email: "EMAIL_ALREADY_EXISTS_ERROR",
  "phone number": "PHONE_NUMBER_ALREADY_EXISTS_ERROR",
  "third party login": "THIRD_PARTY_USER_ALREADY_EXISTS_ERROR",
} as const;

function kindOf(login: Login): keyof typeof TAKEN {
  if (login.recipeId === "thirdparty") return "third party login";
  return login.email === undefined ? "phone number" : "email";
}

/** What two logins have in common, in the core's words. */
function sharedInfo(left: Login, right: Login): keyof typeof TAKEN | undefined {
  if (left.recipeId === "thirdparty" && right.recipeId === "thirdparty" && isSameThirdParty(left.thirdParty, right.thirdParty)) {
    return "third party login";
  }
  if (left.email !== undefined) return left.email === right.email ? "email" : undefined;
  return right.recipeId === "passwordless" && left.phoneNumber === right.phoneNumber ? "phone number" : undefined;
}

function phoneNumberOf({ login }: RecipeUser): string | undefined {
  return login.recipeId === "passwordless" ? login.phoneNumber : undefined;
}

function signsInWith(login: Login, credential: Credential): boolean {
  if (credential.recipeId === "thirdparty") {
    return login.recipeId === "thirdparty" && isSameThirdParty(login.thirdParty, credential.thirdParty);
  }
  if (login.recipeId !== credential.recipeId || login.email !== credential.email) return false;
  return login.recipeId !== "passwordless" || credential.recipeId !== "passwordless" || login.phoneNumber === credential.phoneNumber;
}

/** One test for each thing that is asked for. */
function accountTests({ email, phoneNumber, thirdParty, webauthnCredentialId }: AccountInfo): ((login: Login) => boolean)[] {
  return [
    ...(email === undefined ? [] : [(login: Login) => login.email === email]),
    ...(phoneNumber === undefined ? [] : [(login: Login) => login.recipeId === "passwordless" && login.phoneNumber === phoneNumber]),
    ...(thirdParty === undefined
      ? []
      : [(login: Login) => login.recipeId === "thirdparty" && isSameThirdParty(login.thirdParty, thirdParty)]),
    // Nobody has a passkey here.
    ...(webauthnCredentialId === undefined ? [] : [() => false]),
  ];
}

function isSameThirdParty(left: ThirdParty, right: ThirdParty): boolean {
  return left.id === right.id && left.userId === right.userId;
}

function isFromProvider(login: Login, tag: string): boolean {
  return login.recipeId === "thirdparty" && login.thirdParty.id.startsWith(tag);
}

type Position = Pick<RecipeUser, "id" | "timeJoined">;

function positionOf({ id, loginMethods }: User): Position {
  return { id, timeJoined: Math.min(...loginMethods.map(({ timeJoined }) => timeJoined)) };
}

function byTimeJoined(left: Position, right: Position): number {
  return left.timeJoined - right.timeJoined || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);
}

function paginationTokenFor(user: User): string {
  const { id, timeJoined } = positionOf(user);
  return Buffer.from(`${id};${timeJoined}`).toString("base64");
}

function readPaginationToken(token: string): Position | undefined {
  const [id, timeJoined, ...rest] = Buffer.from(token, "base64").toString("utf8").split(";");
  if (!id || !timeJoined || !/^\d+$/.test(timeJoined) || rest.length > 0) return undefined;
  return { id, timeJoined: Number(timeJoined) };
}
