import type { Core } from "../core.js";
import { badRequest, ok, status } from "../http.js";
import type { Route } from "../router.js";
import type { UserIdType } from "../useridmapping.js";

export function userIdMappingRoutes({ userIds, mapUserId, unmapUserId }: Core): Route[] {
  return [
    {
      method: "POST",
      path: "/recipe/userid/map",
      scope: "app",
      handle({ body }) {
        const superTokensUserId = body.trimmedString("superTokensUserId");
        const externalUserId = body.trimmedString("externalUserId");
        const externalUserIdInfo = body.isNull("externalUserIdInfo") ? undefined : body.optionalString("externalUserIdInfo");
        const force = body.optionalBoolean("force") ?? false;
        const outcome = mapUserId({ superTokensUserId, externalUserId, externalUserIdInfo }, force);
        if (outcome.status === "IN_USE") throw badRequest(outcome.message);
        const { status: name, ...fields } = outcome;
        return status(name, fields);
      },
    },
    {
      method: "GET",
      path: "/recipe/userid/map",
      scope: "app",
      handle({ query }) {
        const mapping = userIds.find(query.trimmedString("userId"), readType(query.optionalString("userIdType")));
        if (mapping === undefined) return status("UNKNOWN_MAPPING_ERROR");
        const { superTokensUserId, externalUserId, externalUserIdInfo } = mapping;
        return ok({ superTokensUserId, externalUserId, ...(externalUserIdInfo !== undefined && { externalUserIdInfo }) });
      },
    },
    {
      method: "POST",
      path: "/recipe/userid/map/remove",
      scope: "app",
      handle({ body }) {
        const userId = body.trimmedString("userId");
        const type = readType(body.optionalString("userIdType"));
        const outcome = unmapUserId(userId, type, body.optionalBoolean("force") ?? false);
        if (outcome.status === "IN_USE") throw badRequest(outcome.message);
        return ok({ didMappingExist: outcome.didMappingExist });
      },
    },
    {
      method: "PUT",
      path: "/recipe/userid/external-user-id-info",
      scope: "app",
      handle({ body }) {
        const mapping = userIds.find(body.trimmedString("userId"), readType(body.optionalString("userIdType")));
        const externalUserIdInfo = body.isNull("externalUserIdInfo") ? undefined : body.string("externalUserIdInfo");
        if (mapping === undefined) return status("UNKNOWN_MAPPING_ERROR");
        userIds.add({ ...mapping, externalUserIdInfo });
        return ok();
      },
    },
  ];
}

function readType(name: string | undefined): UserIdType {
  if (name === undefined) return "ANY";
  if (name === "SUPERTOKENS" || name === "EXTERNAL" || name === "ANY") return name;
  throw badRequest("Field name 'userIdType' should be one of 'SUPERTOKENS', 'EXTERNAL', 'ANY'");
}
