"use client";
import { useRouter, useRouterState } from "@tanstack/react-router";
import { useMemo } from "react";
import { loadPage } from "../../routing/navigate.js";
import { NavigateProvider } from "../../routing/NavigateContext.js";
import { RoutedScreen, type MfaNavigationProps } from "../RouterParts.js";
import { isUnder, noRouterAround, type RouterPlace } from "../RouterPlace.js";

function usePlace(): RouterPlace {
  // `null` outside a router, whatever its type says.
  const router: ReturnType<typeof useRouter> | null = useRouter({ warn: false });
  if (router === null) throw noRouterAround("tanstack-router");
  const search = useRouterState({ router, select: ({ location }) => location.searchStr });
  const navigate = useMemo<RouterPlace["navigate"]>(
    () => (path, options) => {
      // The history's paths are those of the address bar, base path included.
      if (!isUnder(path, router.basepath.replace(/\/$/, ""))) return loadPage(path, options);
      if (options?.replace === true) router.history.replace(path);
      else router.history.push(path);
    },
    [router],
  );
  return { search, navigate };
}

/**
 * Has the guard and the panel below it go through the router instead of loading pages. Put it into the root route's
 * component, around its `<Outlet />`. Renders nothing of its own.
 *
 * @throws MfaMisuseError outside the router of `@tanstack/react-router`
 */
export function MfaNavigation({ children }: MfaNavigationProps) {
  return <NavigateProvider value={usePlace().navigate}>{children}</NavigateProvider>;
}

/**
 * The MFA screens, as the component of a route: `createRoute({ path: "/auth/mfa/$", component: MfaRoutes, … })`, or of
 * the file `auth.mfa.$.tsx`. Renders an {@link MfaScreen}.
 *
 * @throws MfaMisuseError outside the router of `@tanstack/react-router`
 */
export function MfaRoutes() {
  return <RoutedScreen {...usePlace()} />;
}
