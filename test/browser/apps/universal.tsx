import { StrictMode } from "react";
import { MfaScreen, RequireMfa } from "supertokens-mfa-react";
import { TotpSettings } from "supertokens-mfa-react/settings";

/** What a server renders and the browser hydrates: every door of the library, without a router. */
export function Universal({ pathname, search }: { pathname: string; search: string }) {
  return (
    <StrictMode>
      <main>
        {pathname === "/auth/mfa/totp" ? (
          <MfaScreen search={search} />
        ) : (
          <RequireMfa fallback={<p>One moment</p>}>
            <TotpSettings />
          </RequireMfa>
        )}
      </main>
    </StrictMode>
  );
}
