import { Error as SuperTokensError, getRequestFromUserContext } from "supertokens-node/index.js";
import type { RecipeInterface } from "supertokens-node/recipe/session/types/index.js";
import type { UserContext } from "supertokens-node/types/index.js";

/** What a body must hold: any text, text that isn't empty, or text or nothing. */
type Field = "text" | "name" | "optional";

/** The TOTP recipe's own routes below `apiBasePath`, or below a tenant's there, which the plugin's rules wrap. */
const bodies = new Map<string, Record<string, Field>>([
  ["/totp/device", { deviceName: "optional" }],
  ["/totp/device/verify", { deviceName: "name", totp: "text" }],
  ["/totp/device/remove", { deviceName: "name" }],
  ["/totp/verify", { totp: "text" }],
]);

/** Where SuperTokens' routes lie, as its normalised `appInfo` says. */
export interface Place {
  apiGatewayPath: string;
  apiBasePath: string;
}

/**
 * Looks at requests of the TOTP recipe where SuperTokens reads their session, which is before their APIs run: a body of
 * another shape is answered with 400. The recipe reads it unchecked, and answers 500.
 */
export function checkTotpRequests(original: RecipeInterface, place: () => Place): Pick<RecipeInterface, "getSession"> {
  return {
    async getSession(input) {
      const session = await original.getSession(input);
      const route = totpRoute(input.userContext, place());
      const problem = route && (await findProblem(route));
      if (problem !== undefined) throw new SuperTokensError({ type: SuperTokensError.BAD_INPUT_ERROR, message: problem });
      return session;
    },
  };
}

interface TotpRoute {
  fields: Record<string, Field>;
  readBody(): Promise<unknown>;
}

function totpRoute(userContext: UserContext, { apiGatewayPath, apiBasePath }: Place): TotpRoute | undefined {
  const request = getRequestFromUserContext(userContext);
  if (request?.getMethod().toLowerCase() !== "post") return undefined;
  const full = apiGatewayPath + pathOf(request.getOriginalURL());
  if (!full.startsWith(apiBasePath)) return undefined;
  const path = full.slice(apiBasePath.length);
  for (const candidate of [path, path.replace(/^\/[^/]+/, "")]) {
    const fields = bodies.get(candidate);
    if (fields !== undefined) return { fields, readBody: () => request.getJSONBody() };
  }
  return undefined;
}

/** As SuperTokens reads it: in normal form, of a path or (outside of Express, or sent by a proxy) of a whole URL. */
function pathOf(original: string): string {
  const url = /^https?:\/\//i.test(original) ? original : `http://localhost/${original.replace(/^\//, "")}`;
  return URL.canParse(url) ? new URL(url).pathname.replace(/\/$/, "") : original;
}

async function findProblem({ fields, readBody }: TotpRoute): Promise<string | undefined> {
  let body: unknown;
  try {
    body = await readBody();
  } catch {
    return "The body isn't valid JSON";
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) return "The body must be a JSON object";
  const sent = new Map<string, unknown>(Object.entries(body));
  for (const [name, field] of Object.entries(fields)) {
    const value = sent.get(name);
    if (field === "optional" && value === undefined) continue;
    if (typeof value !== "string") return `${name} must be a string`;
    if (field === "name" && value === "") return `${name} must not be empty`;
  }
  return undefined;
}
