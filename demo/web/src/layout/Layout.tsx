import { Outlet } from "react-router";
import { PocketAuthenticator } from "../authenticator/PocketAuthenticator.js";
import { Header } from "./Header.js";
import { usePageChange } from "./usePageChange.js";

/** Header, page, and the phone beside it. */
export function Layout() {
  usePageChange();
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <Header />
      <main className="shell__main" id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <PocketAuthenticator />
    </div>
  );
}
