"use client";
import type { ScreenExit } from "../../ui/ExitButton.js";
import { TotpSetupView } from "./TotpSetupView.js";
import { useDeviceSetup } from "./useDeviceSetup.js";

export interface TotpSetupProps {
  /** Called once, after a code proved the new device. */
  onVerified(): void;
  /** Called when there is no session any more. */
  onSignedOut(): void;
  /** Called when the backend wants a code of an existing device first, by the button that asks for it. */
  onVerifyFirst(): void;
  /** Called by the Back or the Log out button. A verified device stays. */
  onExit(): void;
  /** Which of the two is shown. @default "BACK" */
  exit?: ScreenExit;
}

/** The setup itself, loaded on demand. Renders a `<section>`. */
export function TotpSetupScreen({ onVerified, onSignedOut, onVerifyFirst, onExit, exit = "BACK" }: TotpSetupProps) {
  const setup = useDeviceSetup({ onVerified, onSignedOut });
  return <TotpSetupView setup={setup} exit={exit} onExit={onExit} onContinue={onVerified} onVerifyFirst={onVerifyFirst} />;
}
