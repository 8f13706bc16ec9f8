import type { ErrorRequestHandler, RequestHandler } from "express";

export const notFound: RequestHandler = (request, response) => {
  response.status(404).json({ message: `${request.method} ${request.path} does not exist.` });
};

/** Whatever SuperTokens' own error handler left: JSON, never a stack trace, and 5xx only when the server is at fault. */
export const jsonErrors: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const status = statusOf(error);
  if (status < 500) {
    response.status(status).json({ message: "The request could not be understood." });
    return;
  }
  console.error(error);
  response.status(status).json({ message: "Something went wrong on the server." });
};

/** What the SDK throws as a plain Error although the request is at fault. */
const requestAtFault = [
  // A tenant in the path that does not exist.
  /^Tenant not found\b/,
  /with status code: 400\b/,
  // A missing or mistyped field of a TOTP call.
  /^(?:deviceName|totp) (?:is required and )?must be a/,
  // An authorisation code or access token that the social login's provider refuses, or that belongs to nobody.
  /^Received response with status 40[01]\b/,
  /^third party user id is missing/,
  // `shouldTryLinkingWithSessionUser`: this app links no accounts.
  /^Please initialise the account linking recipe/,
];

/** Errors of Express and its parsers carry a status. */
function statusOf(error: unknown): number {
  if (!(error instanceof Error)) return 500;
  const own = "status" in error ? error.status : undefined;
  if (typeof own === "number" && own >= 400 && own < 600) return own;
  return requestAtFault.some((pattern) => pattern.test(error.message)) ? 400 : 500;
}
