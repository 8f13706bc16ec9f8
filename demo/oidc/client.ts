/** The demo API, as the local OpenID provider knows it. Both ends run on loopback, so the secret protects nothing. */
export const demoIdClient = { clientId: "fernway", clientSecret: "demo-only-secret" };
