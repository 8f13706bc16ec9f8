/** The start page of the app without a router. */
export const bareHome = "/bare";

/** Where it signs in: its `websiteBasePath`. */
export const bareAuth = "/bare/account/login";
