"use client";
import { useLocation, type RouteObject } from "react-router-dom";
import { MfaScreen } from "../../multifactorauth/MfaScreen.js";
import { normaliseBasePath } from "../../routing/paths.js";
import { NavigateProvider } from "../../routing/NavigateContext.js";
import { getMfaConfig } from "../../supertokens/config.js";
import { useRouterNavigate } from "./MfaNavigation.js";

/**
 * The MFA screens for a declarative router: `<Route path="/auth/mfa/*" element={<MfaRoutes />} />`. Routes of the
 * app's own for other factors, such as `/auth/mfa/otp-email`, go beside it. Renders a {@link MfaScreen}.
 */
export function MfaRoutes() {
  const { search } = useLocation();
  // From `?stepUp=true` to `?setup=true` it is another screen; a skip link, or the same redirect twice, leaves it alone.
  return (
    <NavigateProvider value={useRouterNavigate()}>
      <MfaScreen key={search} search={search} />
    </NavigateProvider>
  );
}

/**
 * The same for a data router: `createBrowserRouter([...mfaRoutes(), …])`.
 *
 * @param basename the router's own `basename`, which its routes don't repeat; default none
 * @throws MfaMisuseError when called before `SuperTokens.init`
 */
export function mfaRoutes(basename = ""): RouteObject[] {
  const { websiteBasePath } = getMfaConfig();
  const base = normaliseBasePath(basename);
  const path = `${websiteBasePath}/`.startsWith(`${base}/`) ? websiteBasePath.slice(base.length) : websiteBasePath;
  // The router matches what it has decoded.
  return [{ path: `${decodeURI(path)}/mfa/*`, element: <MfaRoutes /> }];
}
