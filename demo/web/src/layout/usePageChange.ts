import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

const titles: Record<string, string> = { "/": "Home", "/settings": "Settings", "/auth": "Sign in", "/auth/mfa/totp": "Authenticator app" };

/** What a page load does and a router doesn't: the new page's title, and the keyboard at its start unless it took it itself. */
export function usePageChange(): void {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    const title = titles[pathname];
    document.title = title === undefined ? "Fernway" : `${title} – Fernway`;
    if (shown.current !== pathname && document.activeElement === document.body) document.getElementById("main")?.focus();
    shown.current = pathname;
  }, [pathname]);
}
