import type { ReactNode } from "react";
import type { MultiFactorAuthInput } from "supertokens-mfa-react";
import { BrowserRouter } from "react-router";
import { App } from "../App.js";
import { websiteBasePath } from "../supertokens.js";
import { BareApp } from "./BareApp.js";
import { bareAuth, bareHome } from "./barePaths.js";

export interface Variant {
  /** The options of its `MultiFactorAuth.init`. */
  mfa: MultiFactorAuthInput;
  app: ReactNode;
}

const under = "/under";

/**
 * The demo as other apps are built, each below a path of its own: `/bare` has no router and signs in at another
 * address, `/under` is a router with a basename. They share the session with the demo itself, at `/`.
 */
export function variantAt(pathname: string): Variant {
  if (isBelow(pathname, bareHome)) {
    const getRedirectionURL: MultiFactorAuthInput["getRedirectionURL"] = ({ action }) => (action === "SUCCESS" ? bareHome : undefined);
    return { mfa: { websiteBasePath: bareAuth, getRedirectionURL }, app: <BareApp /> };
  }
  if (isBelow(pathname, under)) {
    return {
      mfa: { websiteBasePath: `${under}${websiteBasePath}` },
      app: (
        <BrowserRouter basename={under}>
          <App />
        </BrowserRouter>
      ),
    };
  }
  return {
    mfa: { websiteBasePath },
    app: (
      <BrowserRouter>
        <App />
      </BrowserRouter>
    ),
  };
}

function isBelow(pathname: string, folder: string): boolean {
  return pathname === folder || pathname.startsWith(`${folder}/`);
}
