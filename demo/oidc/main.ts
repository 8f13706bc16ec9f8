import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import express from "express";
import type { NextFunction, Request, Response } from "express";
import { exportJWK, generateKeyPair } from "jose";
import { closeServer, listenOnLoopback, runPart } from "../stack/runPart.js";
import { interactions } from "./interactions.js";
import { createDemoId } from "./provider.js";

/** What the provider tells the process that started it. */
export interface OidcReport {
  issuer: string;
}

await runPart<OidcReport>(async () => {
  const server = createServer();
  const issuer = await listenOnLoopback(server, Number(process.env["OIDC_PORT"] ?? 3002));
  const webUrl = process.env["WEB_URL"] ?? "http://localhost:3000";
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const signingKey = { ...(await exportJWK(privateKey)), alg: "RS256", use: "sig" };
  const provider = createDemoId({ issuer, webUrl, signingKey, cookieKey: randomBytes(32).toString("hex") });

  const app = express();
  app.disable("x-powered-by");
  app.use(interactions(provider));
  app.use(provider.callback());
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    // The usual case: a sign-in page that was left open until its cookie expired.
    console.error(error);
    response.status(400).type("text").send("This sign-in has expired. Go back to the app and start again.");
  });
  server.on("request", app);
  return { value: { issuer }, line: `OpenID provider: ${issuer}`, close: () => closeServer(server) };
});
