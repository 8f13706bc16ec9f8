import { TotpSettings } from "supertokens-mfa-react/settings";
import { useConfig } from "../config.js";
import { InChosenLanguage } from "../preferences/InChosenLanguage.js";
import { useAppTotpSwitch } from "./useAppTotpSwitch.js";

/** The guarded settings page: the library's panel, in the app's own frame. */
export function SettingsPage() {
  const { plugin } = useConfig();
  const appSwitch = useAppTotpSwitch();
  return (
    <div className="page page--narrow">
      <h1>Settings</h1>
      <p className="lead">How you sign in to Fernway.</p>
      <InChosenLanguage className="card">
        <TotpSettings totpSwitch={plugin ? undefined : appSwitch} />
      </InChosenLanguage>
      <p className="aside">
        <a href="/plain.html">The same devices on a page without React</a>
      </p>
    </div>
  );
}
