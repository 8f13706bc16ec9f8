import type { Core } from "../core.js";
import { badRequest, ok, status, type Query } from "../http.js";
import type { Route } from "../router.js";
import { normaliseEmail } from "../users.js";

const RECIPE_IDS = ["emailpassword", "thirdparty", "passwordless", "webauthn"];
const LARGEST_PAGE = 500;

export function userRoutes({ users, deleteUser }: Core): Route[] {
  return [
    {
      method: "GET",
      path: "/user/id",
      scope: "app",
      handle({ query }) {
        const user = users.get(query.string("userId"));
        return user ? ok({ user: users.json(user) }) : status("UNKNOWN_USER_ID_ERROR");
      },
    },
    {
      method: "POST",
      path: "/user/remove",
      scope: "app",
      handle({ body }) {
        const userId = body.string("userId");
        deleteUser(userId, body.optionalBoolean("removeAllLinkedAccounts") ?? true);
        return ok();
      },
    },
    {
      method: "GET",
      path: "/users/by-accountinfo",
      scope: "tenant",
      handle({ tenantId, query }) {
        const union = query.string("doUnionOfAccountInfo");
        if (union !== "true" && union !== "false") {
          throw badRequest("'doUnionOfAccountInfo' should be either 'true' or 'false'");
        }
        const email = query.optionalString("email");
        const found = users.findByAccountInfo(
          tenantId,
          {
            email: email === undefined ? undefined : normaliseEmail(email),
            phoneNumber: query.optionalString("phoneNumber"),
            thirdParty: readThirdParty(query),
            webauthnCredentialId: query.optionalString("webauthnCredentialId"),
          },
          union === "true",
        );
        return ok({ users: found.map(users.json) });
      },
    },
    {
      method: "GET",
      path: "/users",
      scope: "tenant",
      handle({ tenantId, query }) {
        const recipeIds = readRecipeIds(query);
        const order = query.optionalString("timeJoinedOrder") ?? "ASC";
        if (order !== "ASC" && order !== "DESC") throw badRequest("timeJoinedOrder can be either ASC OR DESC");
        const emails = readTags(query, "email");
        const providers = readTags(query, "provider");
        const limit = query.optionalInteger("limit") ?? 100;
        if (limit > LARGEST_PAGE && !emails && !providers) throw badRequest(`max limit allowed is ${LARGEST_PAGE}`);
        if (limit < 1) throw badRequest("limit must a positive integer with min value 1");
        const paginationToken = query.optionalString("paginationToken");
        const page = users.page(tenantId, { order, limit, paginationToken, recipeIds, emails, providers });
        if (page === undefined) throw badRequest("invalid pagination token");
        const { nextPaginationToken } = page;
        return ok({
          users: page.users.map(users.json),
          ...(nextPaginationToken === undefined ? {} : { nextPaginationToken }),
        });
      },
    },
    {
      method: "GET",
      path: "/users/count",
      scope: "tenant",
      handle({ tenantId, query }) {
        const recipeIds = readRecipeIds(query);
        const only = query.flag("includeAllTenants", false) ? undefined : tenantId;
        return ok({ count: users.count(only, recipeIds) });
      },
    },
  ];
}

function readThirdParty(query: Query) {
  const id = query.optionalString("thirdPartyId");
  const userId = query.optionalString("thirdPartyUserId");
  if (id === undefined && userId === undefined) return undefined;
  if (id === undefined || userId === undefined) {
    throw badRequest("If 'thirdPartyId' is provided, 'thirdPartyUserId' must also be provided, and vice versa");
  }
  return { id, userId };
}

function readRecipeIds(query: Query): string[] | undefined {
  const recipeIds = query.optionalList("includeRecipeIds");
  const unknown = recipeIds?.find((id) => !RECIPE_IDS.includes(id));
  if (unknown !== undefined) throw badRequest(`Unknown recipe ID: ${unknown}`);
  return recipeIds;
}

function readTags(query: Query, name: string): string[] | undefined {
  const tags = query
    .optionalString(name)
    ?.split(";")
    .map((tag) => tag.trim().toLowerCase())
    .filter((tag) => tag !== "");
  return tags?.length ? tags : undefined;
}
