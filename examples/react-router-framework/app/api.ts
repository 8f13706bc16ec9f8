// The API, in the same app: all of SuperTokens' requests.
import { handleAuth } from "./backend.server";

export function loader({ request }: { request: Request }) {
  return handleAuth(request);
}

export function action({ request }: { request: Request }) {
  return handleAuth(request);
}
