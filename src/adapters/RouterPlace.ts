import { loadPage, type Navigate } from "../routing/navigate.js";
import { MfaMisuseError } from "../supertokens/misuse.js";

/** All that an adapter finds out from its router: where the page is, and how to go elsewhere. */
export interface RouterPlace {
  /** The query of the page, such as `?setup=true`. */
  search: string;
  /** Goes to a path as it stands in the address bar. */
  navigate: Navigate;
}

/** What follows the basename must not read as a host: `/app//evil.com` is not the router's to resolve. */
export function isUnder(path: string, basename: string): boolean {
  return path.startsWith(basename) && /^(?:\/(?!\/)|[?#]|$)/.test(path.slice(basename.length));
}

/** For routers that want paths without their basename; a path outside it isn't the router's, and is loaded. */
export function navigateUnder(basename: string, navigate: Navigate): Navigate {
  return (path, options) => {
    if (!isUnder(path, basename)) return loadPage(path, options);
    // With its slash, also before a query alone: `?a` would be the screen's own.
    return navigate(path.slice(basename.length).replace(/^\/?/, "/"), options);
  };
}

export function noRouterAround(door: string): MfaMisuseError {
  return new MfaMisuseError(
    `supertokens-mfa-react/${door} finds no router.`,
    "Each door knows the router of one package, around it.",
    "Use /react-router (7, 8), /react-router-dom (6.30, 7) or /tanstack-router, inside that router, or /next in the App Router.",
  );
}
