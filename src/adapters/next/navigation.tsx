"use client";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { Suspense, useEffect, useMemo, useReducer, useRef, type RefObject } from "react";
import { MfaScreenView } from "../../multifactorauth/MfaScreenView.js";
import { loadPage, type Navigate } from "../../routing/navigate.js";
import { NavigateProvider, useMfaNavigate } from "../../routing/NavigateContext.js";
import { useHydrating } from "../../ui/useHydrating.js";
import { RoutedScreen, type MfaNavigationProps } from "../RouterParts.js";
import { navigateUnder } from "../RouterPlace.js";
import { basePathOf } from "./basePath.js";

/**
 * Has the guard and the panel below it go through Next's App Router instead of loading pages, `basePath` included. Put
 * it into the root layout, around the app. Renders nothing of its own.
 */
export function MfaNavigation({ children }: MfaNavigationProps) {
  const router = useRouter();
  const pathname = useRef<string>(undefined);
  const navigate = useMemo<Navigate>(() => {
    const go: Navigate = (path, options) => (options?.replace === true ? router.replace(path) : router.push(path));
    return (path, options) => {
      const basePath = pathname.current === undefined ? undefined : basePathOf(window.location.pathname, pathname.current);
      return (basePath === undefined ? loadPage : navigateUnder(basePath, go))(path, options);
    };
  }, [router]);
  // Not on the server, where a path that isn't known while the page is built would keep the whole app out of it.
  const hydrating = useHydrating();
  return (
    <NavigateProvider value={navigate}>
      {hydrating || <Pathname pathnameRef={pathname} />}
      {children}
    </NavigateProvider>
  );
}

/** Keeps the router's own path of the page. Renders nothing. */
function Pathname({ pathnameRef }: { pathnameRef: RefObject<string | undefined> }) {
  const pathname = usePathname();
  useEffect(() => {
    pathnameRef.current = pathname;
  }, [pathnameRef, pathname]);
  return null;
}

/**
 * The MFA screen, as the page at `app/{websiteBasePath}/mfa/totp/page.tsx`:
 * `export { MfaRoutes as default } from "supertokens-mfa-react/next"`. Needs no Suspense around it, and starts anew on
 * each visit, also where `cacheComponents` keeps the page. Renders an {@link MfaScreen}.
 */
export function MfaRoutes() {
  // A page that Next keeps for the way back holds no secret, and is no screen that has done its work.
  const [isShown, show] = useReducer((_: boolean, next: boolean) => next, true);
  useEffect(() => {
    show(true);
    return () => show(false);
  }, []);
  return (
    <MfaNavigation>
      <Suspense fallback={<MfaScreenView state={{ status: "deciding", after: "ARRIVAL" }} onRetry={nothing} onSignOut={nothing} />}>
        {isShown && <ScreenOfUrl />}
      </Suspense>
    </MfaNavigation>
  );
}

/** Suspends while the page is built, when there is no query yet. */
function ScreenOfUrl() {
  const params = useSearchParams().toString();
  return <RoutedScreen search={params === "" ? "" : `?${params}`} navigate={useMfaNavigate()} />;
}

function nothing() {}
