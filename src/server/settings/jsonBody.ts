import type { PluginRouteHandler } from "supertokens-node/types/index.js";

type Request = Parameters<PluginRouteHandler["handler"]>[0];

/** The body as it was sent, or why it can't be used. */
export type JsonBody = { ok: true; fields: Map<string, unknown> } | { ok: false; message: string };

/**
 * Reads a JSON object. The content type must say JSON, which a page of another origin can't send without a CORS
 * preflight: a second line behind the SDK's own anti-CSRF check.
 */
export async function readJsonBody(request: Request): Promise<JsonBody> {
  const contentType = request.getHeaderValue("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    return { ok: false, message: "Send a JSON body with content-type: application/json" };
  }
  let body: unknown;
  try {
    body = await request.getJSONBody();
  } catch {
    return { ok: false, message: "The body isn't valid JSON" };
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    return { ok: false, message: "The body must be a JSON object" };
  }
  return { ok: true, fields: new Map(Object.entries(body)) };
}
