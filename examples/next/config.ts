/** Next's own, which its links, its router and its route handlers leave out. */
export const basePath = "/app";

/** As in the address bar, so with the `basePath`. */
export const websiteBasePath = `${basePath}/auth`;

/** Next takes the `basePath` off before the API sees a request, as a gateway does. */
export const api = { apiGatewayPath: basePath, apiBasePath: "/api/auth" };
