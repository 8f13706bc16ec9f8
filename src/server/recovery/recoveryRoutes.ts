import type { PluginRouteHandler } from "supertokens-node/types/index.js";
import { recoveryCodePaths } from "../../protocol/recoveryCodes.js";
import type { PluginParts } from "../parts.js";
import { BadRequest, createRoutes } from "../routes.js";
import { createCodes, markCodesSaved, useCode } from "./recoveryCodes.js";

/** The endpoints of recovery codes; none when the app makes no codes. */
export function recoveryRoutes(parts: PluginParts, apiBasePath: string): PluginRouteHandler[] {
  const { recoveryCodes } = parts;
  if (recoveryCodes === false) return [];
  const { post } = createRoutes(parts, apiBasePath);
  return [
    post(recoveryCodePaths.create, "ANY_SESSION", (request) => createCodes(parts, request, recoveryCodes.count)),
    post(recoveryCodePaths.use, "ANY_SESSION", async (request, fields) => {
      const code = fields.get("code");
      return typeof code === "string" ? useCode(parts, request, code) : new BadRequest("code must be a string");
    }),
    post(recoveryCodePaths.saved, "ANY_SESSION", async (request, fields) => {
      const createdAt = fields.get("createdAt");
      return typeof createdAt === "number" ? markCodesSaved(parts, request, createdAt) : new BadRequest("createdAt must be a number");
    }),
  ];
}
