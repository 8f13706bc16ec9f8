import { createHash } from "node:crypto";
import type { JWK } from "jose";
import Provider from "oidc-provider";
import type { Account } from "oidc-provider";
import { demoIdClient } from "./client.js";

export interface DemoIdOptions {
  issuer: string;
  /** Origin of the web app, whose callback page receives the code. */
  webUrl: string;
  signingKey: JWK;
  cookieKey: string;
}

/** An OpenID provider that takes anyone at their word: type an e-mail address and you are its owner. */
export function createDemoId({ issuer, webUrl, signingKey, cookieKey }: DemoIdOptions): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: demoIdClient.clientId,
        client_secret: demoIdClient.clientSecret,
        redirect_uris: [`${webUrl}/auth/callback/demo`],
        grant_types: ["authorization_code"],
        response_types: ["code"],
        token_endpoint_auth_method: "client_secret_post",
      },
    ],
    jwks: { keys: [signingKey] },
    // Cookies of one host are shared by all its ports: names of our own, so that no other app on localhost reads them.
    cookies: {
      keys: [cookieKey],
      names: { session: "demo_id_session", interaction: "demo_id_interaction", resume: "demo_id_resume" },
    },
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 3600, IdToken: 600, Interaction: 3600, Session: 3600 },
    findAccount: (_context: unknown, email: string) => account(email),
  });
}

/** The account id is the address itself, so the provider needs no list of accounts. */
function account(email: string): Account {
  const sub = createHash("sha256").update(email.toLowerCase()).digest("hex").slice(0, 24);
  return { accountId: email, claims: async () => ({ sub, email, email_verified: true }) };
}
