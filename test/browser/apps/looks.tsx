import CssBaseline from "@mui/material/CssBaseline";
import { createRoot } from "react-dom/client";
import { MfaScreenView } from "../../../src/multifactorauth/MfaScreenView.js";
import { ChallengeOffersView } from "../../../src/totp/challenge/ChallengeOffersView.js";
import { TotpChallengeView } from "../../../src/totp/challenge/TotpChallengeView.js";
import { TotpSettingsView } from "../../../src/totp/devices/TotpSettingsView.js";
import { RecoveryCodesView } from "../../../src/totp/recovery/RecoveryCodesView.js";
import { RecoveryEntryView } from "../../../src/totp/recovery/RecoveryEntryView.js";
import { TotpSetupView } from "../../../src/totp/setup/TotpSetupView.js";
import * as challenge from "../../fixtures/challenge.js";
import { shown as shownCodes } from "../../fixtures/recovery.js";
import * as settings from "../../fixtures/settings.js";
import * as setup from "../../fixtures/setup.js";

/** One of each screen, without a backend, beside whatever style sheets the page brings; `?mui` brings MUI's baseline. */
const nothing = () => undefined;
const devices = settings.readyWith(settings.severalDevices, settings.byPlugin(settings.withMore));
const rejected = challenge.challengeOf(challenge.secondRejection);
const offers = { trustDays: 30, recoveryCodes: true };
const question = { about: "RENAME", deviceName: "TOTP Device 1" } as const;

createRoot(document.getElementById("root") ?? document.body).render(
  <>
    {window.location.search === "?mui" && <CssBaseline />}
    <TotpChallengeView
      challenge={rejected}
      exit="SIGN_OUT"
      onExit={nothing}
      offers={<ChallengeOffersView offers={offers} trusts onTrust={nothing} onRecoveryCode={nothing} />}
    />
    <TotpChallengeView challenge={challenge.challengeOf(challenge.lockedFor(challenge.fifteenMinutes))} exit="BACK" onExit={nothing} />
    <TotpSetupView setup={setup.setupOf(setup.scanningAgain)} exit="BACK" onExit={nothing} onContinue={nothing} onVerifyFirst={nothing} />
    <RecoveryCodesView control={{ state: shownCodes, startOver: nothing, confirm: nothing, skip: nothing }} />
    <RecoveryEntryView entry={rejected} onBack={nothing} />
    <MfaScreenView state={{ status: "unavailable" }} onRetry={nothing} onSignOut={nothing} />
    <MfaScreenView state={{ status: "deciding", after: "ARRIVAL" }} onRetry={nothing} onSignOut={nothing} />
    <TotpSettingsView control={settings.settingsOf(devices, settings.done({ type: "REMOVE", deviceName: "Old phone" }))} />
    <TotpSettingsView control={settings.settingsOf(settings.readyWith([]))} />
    <TotpSettingsView control={settings.settingsOf(devices, settings.asking(question))} />
  </>,
);
