"use client";
import { useMemo, type ReactElement } from "react";
import { useHref, useInRouterContext, useLocation, useNavigate } from "react-router-dom";
import { NavigateProvider } from "../../routing/NavigateContext.js";
import { RoutedScreen, type MfaNavigationProps } from "../RouterParts.js";
import { navigateUnder, noRouterAround, type RouterPlace } from "../RouterPlace.js";
import { factorRoute } from "../react-router/factorRoute.js";

function usePlace(): RouterPlace {
  if (!useInRouterContext()) throw noRouterAround("react-router-dom");
  const { search } = useLocation();
  const navigate = useNavigate();
  const basename = useHref("/").replace(/\/$/, "");
  return { search, navigate: useMemo(() => navigateUnder(basename, navigate), [basename, navigate]) };
}

/**
 * Has the guard and the panel below it go through the router instead of loading pages. Put it inside the router,
 * around the app's routes. Renders nothing of its own.
 *
 * @throws MfaMisuseError outside the router of `react-router-dom`
 */
export function MfaNavigation({ children }: MfaNavigationProps) {
  return <NavigateProvider value={usePlace().navigate}>{children}</NavigateProvider>;
}

/**
 * The MFA screens for a declarative router: `<Route path="/auth/mfa/*" element={<MfaRoutes />} />`. Routes of the
 * app's own for other factors, such as `/auth/mfa/otp-email`, go beside it. Renders an {@link MfaScreen}.
 *
 * @throws MfaMisuseError outside the router of `react-router-dom`
 */
export function MfaRoutes() {
  return <RoutedScreen {...usePlace()} />;
}

/**
 * The same for a data router: `createBrowserRouter([...mfaRoutes(), …])`.
 *
 * @param basename the router's own `basename`, which its routes don't repeat; default none
 * @throws MfaMisuseError when called before `SuperTokens.init`
 */
export function mfaRoutes(basename = ""): { path: string; element: ReactElement }[] {
  return [{ path: factorRoute(basename), element: <MfaRoutes /> }];
}
