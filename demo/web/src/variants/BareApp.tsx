import { MfaScreen, MultiFactorAuth, RequireMfa, safeRedirectPath } from "supertokens-mfa-react";
import { TotpSettings } from "supertokens-mfa-react/settings";
import { useEffect } from "react";
import Session from "supertokens-web-js/recipe/session";
import { CredentialsForm } from "../auth/CredentialsForm.js";
import { signIn } from "../auth/emailPassword.js";
import { useSession } from "../session.js";
import { bareAuth, bareHome } from "./barePaths.js";

/** An app without a router: every page is a page load. It picks its page by the address, as a server would. */
export function BareApp() {
  const { pathname, search } = window.location;
  return (
    <main className="page page--narrow">
      {pathname.startsWith(`${bareAuth}/mfa/`) ? (
        <MfaScreen search={search} />
      ) : pathname === bareAuth ? (
        <SignInPage search={search} />
      ) : (
        <RequireMfa>
          <AccountPage />
        </RequireMfa>
      )}
    </main>
  );
}

function AccountPage() {
  const signOut = async () => {
    await Session.signOut();
    window.location.assign(bareAuth);
  };
  return (
    <>
      <h1>Account</h1>
      <p className="lead">The same screens in an app without a router.</p>
      <div className="card">
        <TotpSettings />
      </div>
      <div className="actions">
        <button type="button" className="button" onClick={() => void MultiFactorAuth.redirectToFactor("totp", true, true)}>
          Add by positions
        </button>
        <button
          type="button"
          className="button"
          onClick={() => void MultiFactorAuth.redirectToFactor({ factorId: "totp", forceSetup: true, redirectBack: true })}
        >
          Add by an object
        </button>
        <button type="button" className="button" onClick={() => void signOut()}>
          Sign out
        </button>
      </div>
    </>
  );
}

function SignInPage({ search }: { search: string }) {
  const signedIn = useSession().status === "signed-in";
  useEffect(() => {
    if (!signedIn) return;
    const asked = new URLSearchParams(search).get("redirectToPath");
    const target = safeRedirectPath(asked, { origin: window.location.origin, authBase: bareAuth });
    window.location.replace(target ?? bareHome);
  }, [search, signedIn]);
  return (
    <>
      <h1>Sign in</h1>
      <div className="card">
        <CredentialsForm action={signIn} submitLabel="Sign in" passwordAutocomplete="current-password" />
      </div>
    </>
  );
}
