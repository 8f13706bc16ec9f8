// TOTP in a Vue app. React comes along as a dependency of the elements; the app has none of it.
import { MultiFactorAuth, Totp } from "supertokens-mfa-react";
import "supertokens-mfa-react/elements";
import "supertokens-mfa-react/styles.css";
import SuperTokens from "supertokens-web-js";
import EmailPassword from "supertokens-web-js/recipe/emailpassword";
import Session from "supertokens-web-js/recipe/session";
import { createApp } from "vue";
import App from "./App.vue";

SuperTokens.init({
  appInfo: { appName: "Example", apiDomain: "http://localhost:3001", apiBasePath: "/auth" },
  recipeList: [Session.init(), EmailPassword.init(), Totp.init(), MultiFactorAuth.init({ websiteBasePath: "/auth" })],
});

createApp(App).mount("#root");
