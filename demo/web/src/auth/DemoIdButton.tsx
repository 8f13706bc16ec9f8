import { useState } from "react";
import ThirdParty from "supertokens-web-js/recipe/thirdparty";
import { rememberTarget } from "./afterDemoId.js";

/** Starts the social login: SuperTokens' own redirect to the provider, and back to `/auth/callback/demo`. */
export function DemoIdButton({ target }: { target: string }) {
  const [failed, setFailed] = useState(false);

  const start = async () => {
    setFailed(false);
    try {
      rememberTarget(target);
      const url = await ThirdParty.getAuthorisationURLWithQueryParamsAndSetState({
        thirdPartyId: "demo",
        frontendRedirectURI: `${window.location.origin}/auth/callback/demo`,
      });
      window.location.assign(url);
    } catch {
      setFailed(true);
    }
  };

  return (
    <>
      <button type="button" className="button" onClick={() => void start()}>
        <span className="demo-id-mark" aria-hidden="true">
          ◆
        </span>{" "}
        Continue with Demo ID
      </button>
      {failed && (
        <p className="problem" role="alert">
          Demo ID could not be reached. Check your connection and try again.
        </p>
      )}
    </>
  );
}
