"use client";
import { useCallback, type ReactNode } from "react";
import { useHref, useNavigate } from "react-router-dom";
import { loadPage, type Navigate } from "../../routing/navigate.js";
import { NavigateProvider } from "../../routing/NavigateContext.js";

export interface MfaNavigationProps {
  children: ReactNode;
}

/**
 * Has the guard and the panel below it go through react-router instead of loading pages. Put it inside the router,
 * around the app's routes. Renders nothing of its own.
 */
export function MfaNavigation({ children }: MfaNavigationProps) {
  return <NavigateProvider value={useRouterNavigate()}>{children}</NavigateProvider>;
}

/**
 * The router's `navigate` for paths as they stand in the address bar. A router under a basename wants them without
 * it, and a path outside the basename isn't the router's.
 */
export function useRouterNavigate(): Navigate {
  const navigate = useNavigate();
  const basename = useHref("/").replace(/\/$/, "");
  return useCallback(
    (path, options) => {
      if (!isUnder(path, basename)) return loadPage(path, options);
      // With its slash, also before a query alone: `?a` would be the screen's own.
      return navigate(path.slice(basename.length).replace(/^\/?/, "/"), options);
    },
    [navigate, basename],
  );
}

/** What follows the basename must not read as a host: `/app//evil.com` is not the router's to resolve. */
function isUnder(path: string, basename: string): boolean {
  return path.startsWith(basename) && /^(?:\/(?!\/)|[?#]|$)/.test(path.slice(basename.length));
}
