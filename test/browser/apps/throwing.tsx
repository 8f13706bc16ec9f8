import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { MfaScreen, MultiFactorAuth, NavigateProvider, RequireMfa, Totp } from "supertokens-mfa-react";
import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";

/** An app whose own code fails wherever the library calls it. `?throws=` or, once asked, this tab's storage says where. */
const asked = new URLSearchParams(window.location.search).get("throws") ?? sessionStorage.getItem("throws") ?? "";
sessionStorage.setItem("throws", asked);

const fail = (place: string) => {
  if (asked === place) throw new Error(`The app's ${place} failed.`);
};
const failLater = async (place: string) => fail(place);

const { apiUrl } = (await (await fetch("/config.json")).json()) as { apiUrl: string };
SuperTokens.init({
  appInfo: { appName: "Throwing", apiDomain: apiUrl, apiBasePath: "/auth" },
  recipeList: [
    Session.init(),
    Totp.init({
      onHandleEvent: () => fail("event handler"),
      preAPIHook: async (context) => context,
      postAPIHook: async () => fail("postAPIHook"),
      override: {
        functions: (original) => ({
          ...original,
          verifyCode: async (input) => {
            const answer = await original.verifyCode(input);
            fail("override");
            return answer;
          },
        }),
      },
    }),
    MultiFactorAuth.init({
      websiteBasePath: "/auth",
      onHandleEvent: () => failLater("asynchronous event handler"),
      getRedirectionURL: () => {
        fail("getRedirectionURL");
        return undefined;
      },
      onError: (error) => {
        console.info(`onError: ${String(error)}`);
        fail("onError");
      },
    }),
  ],
});

const navigate = (path: string) => {
  fail("navigate");
  window.location.replace(path);
};

function Page() {
  const { pathname, search } = window.location;
  if (pathname === "/auth/mfa/totp")
    return (
      <NavigateProvider value={navigate}>
        <MfaScreen search={search} />
      </NavigateProvider>
    );
  if (pathname === "/auth") return <h1>Sign in here</h1>;
  return (
    <RequireMfa>
      <h1>Inside</h1>
      <button type="button" onClick={() => void MultiFactorAuth.redirectToFactor("totp", false, true)}>
        Choose TOTP
      </button>
      <button type="button" onClick={() => void MultiFactorAuth.redirectToFactor({ factorId: "totp", stepUp: true })}>
        Step up
      </button>
    </RequireMfa>
  );
}

const root = document.getElementById("root");
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
