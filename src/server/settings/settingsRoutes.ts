import { Error as SessionError } from "supertokens-node/recipe/session/index.js";
import type { JSONObject, PluginRouteHandler } from "supertokens-node/types/index.js";
import { totpSettingsPaths } from "../../protocol/totpSettings.js";
import type { Log } from "../failureAnswers.js";
import { readJsonBody } from "./jsonBody.js";
import type { PluginParts } from "../parts.js";
import { disable, enable, readSettings, rename, type SettingsRequest } from "./settings.js";

type Handler = PluginRouteHandler["handler"];
type Response = Parameters<Handler>[1];

/** What a route answers: 200 with a `status`, or 400 for a body that no client of ours sends. */
type RouteAnswer = { code: 200; body: JSONObject } | { code: 400; body: { message: string } };

/**
 * The settings panel's endpoints below `apiBasePath`. SuperTokens verifies the session, with its anti-CSRF check, and
 * all global claim validators, so a session that hasn't completed its factors gets the SDK's 403 on each of them. The
 * user is always the session's.
 */
export function settingsRoutes(parts: PluginParts, apiBasePath: string): PluginRouteHandler[] {
  const { settings, enable: enablePath, disable: disablePath, rename: renamePath } = totpSettingsPaths;
  return [
    {
      method: "get",
      path: apiBasePath + settings,
      verifySessionOptions: { sessionRequired: true },
      handler: handle(parts.log, async (request) => ok(await parts.failures.run(() => readSettings(parts, request)))),
    },
    post(enablePath, async (request) => ok(await parts.failures.run(() => enable(parts, request)))),
    post(disablePath, async (request) => ok(await parts.failures.run(() => disable(parts, request)))),
    post(renamePath, async (request, fields) => {
      const existingDeviceName = fields.get("existingDeviceName");
      const newDeviceName = fields.get("newDeviceName");
      if (typeof existingDeviceName !== "string" || typeof newDeviceName !== "string") {
        return badRequest("existingDeviceName and newDeviceName must be strings");
      }
      return ok(await parts.failures.run(() => rename(parts, request, { existingDeviceName, newDeviceName })));
    }),
  ];

  function post(
    path: string,
    answer: (request: SettingsRequest, fields: Map<string, unknown>) => Promise<RouteAnswer>,
  ): PluginRouteHandler {
    return {
      method: "post",
      path: apiBasePath + path,
      verifySessionOptions: { sessionRequired: true },
      handler: handle(parts.log, async (request, raw) => {
        const body = await readJsonBody(raw);
        return body.ok ? answer(request, body.fields) : badRequest(body.message);
      }),
    };
  }
}

function handle(log: Log, answer: (request: SettingsRequest, raw: Parameters<Handler>[0]) => Promise<RouteAnswer>): Handler {
  return async (raw, response, session, userContext) => {
    if (session === undefined) {
      throw new SessionError({ type: SessionError.UNAUTHORISED, message: "unauthorised" });
    }
    try {
      send(response, await answer({ session, userContext }, raw));
    } catch (error) {
      // SuperTokens answers it with a bare 500, which the app's own error handler never sees.
      if (!SessionError.isErrorFromSuperTokens(error)) log(`supertokens-mfa-react: ${raw.getOriginalURL()} failed.`, error);
      throw error;
    }
    return null;
  };
}

function ok(body: object): RouteAnswer {
  return { code: 200, body: { ...body } };
}

function badRequest(message: string): RouteAnswer {
  return { code: 400, body: { message } };
}

function send(response: Response, { code, body }: RouteAnswer): void {
  // A user's security settings must not outlive the session in a cache (RFC 9111, 5.2.2.5).
  response.setHeader("cache-control", "no-store", false);
  response.setStatusCode(code);
  response.sendJSONResponse(body);
}
