import type { PluginRouteHandler } from "supertokens-node/types/index.js";
import { totpSettingsPaths } from "../../protocol/totpSettings.js";
import type { PluginParts } from "../parts.js";
import { BadRequest, createRoutes } from "../routes.js";
import { disable, enable, readSettings, rename } from "./settings.js";

/** The settings panel's endpoints. A session that hasn't completed its factors gets the SDK's 403 on each of them. */
export function settingsRoutes(parts: PluginParts, apiBasePath: string): PluginRouteHandler[] {
  const { get, post } = createRoutes(parts, apiBasePath);
  return [
    get(totpSettingsPaths.settings, "MFA_COMPLETE", (request) => readSettings(parts, request)),
    post(totpSettingsPaths.enable, "MFA_COMPLETE", (request) => enable(parts, request)),
    post(totpSettingsPaths.disable, "MFA_COMPLETE", (request) => disable(parts, request)),
    post(totpSettingsPaths.rename, "MFA_COMPLETE", async (request, fields) => {
      const existingDeviceName = fields.get("existingDeviceName");
      const newDeviceName = fields.get("newDeviceName");
      if (typeof existingDeviceName !== "string" || typeof newDeviceName !== "string") {
        return new BadRequest("existingDeviceName and newDeviceName must be strings");
      }
      return rename(parts, request, { existingDeviceName, newDeviceName });
    }),
  ];
}
