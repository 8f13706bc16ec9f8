import express, { Router } from "express";
import type { Request, Response } from "express";
import type Provider from "oidc-provider";
import { signInPage, signInPageStyles } from "./page.js";

/** The sign-in page and what happens to its form. Consent is given in the same step: there is one client, our own demo. */
export function interactions(provider: Provider): Router {
  const router = Router();
  router.get("/demo-id.css", (_request, response) => void response.type("css").send(signInPageStyles));

  router.get("/interaction/:uid", async (request: Request, response: Response) => {
    const { uid, prompt, params, session } = await provider.interactionDetails(request, response);
    if (prompt.name === "consent" && session !== undefined) {
      await finish(provider, request, response, session.accountId);
      return;
    }
    sendPage(response, { uid, email: params.login_hint ?? "" });
  });

  router.post("/interaction/:uid", express.urlencoded({ extended: false }), async (request: Request, response: Response) => {
    const { uid } = await provider.interactionDetails(request, response);
    const { action, email } = formFields(request.body);
    if (action === "cancel") {
      const refusal = { error: "access_denied", error_description: "The user went back." };
      await provider.interactionFinished(request, response, refusal, { mergeWithLastSubmission: false });
      return;
    }
    if (!/^[^\s@]{1,64}@[^\s@]{1,189}$/.test(email)) {
      sendPage(response.status(400), { uid, email, problem: "Enter an e-mail address, like ada@example.com." });
      return;
    }
    await finish(provider, request, response, email);
  });
  return router;
}

async function finish(provider: Provider, request: Request, response: Response, email: string): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: email, clientId: params.client_id });
  grant.addOIDCScope("openid email");
  const result = { login: { accountId: email, remember: false }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
}

function sendPage(response: Response, page: Parameters<typeof signInPage>[0]): void {
  response
    .set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'")
    .set("Cache-Control", "no-store")
    .set("Referrer-Policy", "no-referrer")
    .type("html")
    .send(signInPage(page));
}

function formFields(body: unknown): { action: string; email: string } {
  const fields = new Map(Object.entries(typeof body === "object" && body !== null ? body : {}));
  const text = (name: string) => {
    const value: unknown = fields.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  return { action: text("action"), email: text("email") };
}
