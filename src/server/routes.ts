import { Error as SessionError } from "supertokens-node/recipe/session/index.js";
import type { SessionContainerInterface } from "supertokens-node/recipe/session/types/index.js";
import type { JSONObject, PluginRouteHandler, UserContext } from "supertokens-node/types/index.js";
import type { Log } from "./failureAnswers.js";
import type { PluginParts } from "./parts.js";
import { readJsonBody } from "./settings/jsonBody.js";

type Handler = PluginRouteHandler["handler"];
export type HttpRequest = Parameters<Handler>[0];
export type HttpResponse = Parameters<Handler>[1];

/** One request to a route of the plugin, after SuperTokens verified its session. */
export interface RouteRequest {
  session: SessionContainerInterface;
  userContext: UserContext;
  http: { request: HttpRequest; response: HttpResponse };
}

/** What a route answers: 200 with a `status`, or 400 for a body that no client of ours sends. */
export type RouteAnswer = { status: string } | BadRequest;

/** A body that doesn't say what the route needs to know. */
export class BadRequest {
  constructor(readonly message: string) {}
}

/** Whom a route lets in. `MFA_COMPLETE`: all global claim validators. `ANY_SESSION`: as SuperTokens' own factor APIs do. */
export type RouteAccess = "MFA_COMPLETE" | "ANY_SESSION";

/**
 * Makes routes below `apiBasePath`. SuperTokens verifies the session, with its anti-CSRF check; the user is always the
 * session's. A `POST` takes a JSON object.
 */
export function createRoutes({ failures, log }: PluginParts, apiBasePath: string) {
  return {
    get: (path: string, access: RouteAccess, answer: (request: RouteRequest) => Promise<RouteAnswer>): PluginRouteHandler =>
      route("get", path, access, answer),

    post: (
      path: string,
      access: RouteAccess,
      answer: (request: RouteRequest, fields: Map<string, unknown>) => Promise<RouteAnswer>,
    ): PluginRouteHandler =>
      route("post", path, access, async (request) => {
        const body = await readJsonBody(request.http.request);
        return body.ok ? answer(request, body.fields) : new BadRequest(body.message);
      }),
  };

  function route(
    method: "get" | "post",
    path: string,
    access: RouteAccess,
    answer: (request: RouteRequest) => Promise<RouteAnswer>,
  ): PluginRouteHandler {
    return {
      method,
      path: apiBasePath + path,
      verifySessionOptions: { sessionRequired: true, ...(access === "ANY_SESSION" && { overrideGlobalClaimValidators: () => [] }) },
      handler: handle(log, (request) => failures.run(() => answer(request))),
    };
  }
}

function handle(log: Log, answer: (request: RouteRequest) => Promise<RouteAnswer>): Handler {
  return async (request, response, session, userContext) => {
    if (session === undefined) {
      throw new SessionError({ type: SessionError.UNAUTHORISED, message: "unauthorised" });
    }
    try {
      send(response, await answer({ session, userContext, http: { request, response } }));
    } catch (error) {
      // SuperTokens answers it with a bare 500, which the app's own error handler never sees.
      if (!SessionError.isErrorFromSuperTokens(error)) log(`supertokens-mfa-react: ${request.getOriginalURL()} failed.`, error);
      throw error;
    }
    return null;
  };
}

function send(response: HttpResponse, answer: RouteAnswer): void {
  const body: JSONObject = { ...answer };
  // A user's security settings must not outlive the session in a cache (RFC 9111, 5.2.2.5).
  response.setHeader("cache-control", "no-store", false);
  response.setStatusCode(answer instanceof BadRequest ? 400 : 200);
  response.sendJSONResponse(body);
}
