"use client";
import { useState } from "react";
import type { ScreenExit } from "../../ui/ExitButton.js";
import { RecoveryCodesScreen } from "../recovery/RecoveryCodesScreen.js";
import { TotpSetupView } from "./TotpSetupView.js";
import { useDeviceSetup, type VerifiedDevice } from "./useDeviceSetup.js";

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

/** The setup itself, loaded on demand: the device, then recovery codes where the backend offers them. Renders a `<section>`. */
export function TotpSetupScreen({ onVerified, onSignedOut, onVerifyFirst, onExit, exit = "BACK" }: TotpSetupProps) {
  const [step, setStep] = useState<"DEVICE" | "RECOVERY_CODES">("DEVICE");
  if (step === "RECOVERY_CODES") return <RecoveryCodesScreen onDone={onVerified} onSignedOut={onSignedOut} />;
  const onDevice = ({ offersRecoveryCodes }: VerifiedDevice) => (offersRecoveryCodes ? setStep("RECOVERY_CODES") : onVerified());
  return <DeviceStep onDevice={onDevice} {...{ onVerified, onSignedOut, onVerifyFirst, onExit, exit }} />;
}

interface DeviceStepProps extends Required<TotpSetupProps> {
  onDevice(device: VerifiedDevice): void;
}

function DeviceStep({ onDevice, onVerified, onSignedOut, onVerifyFirst, onExit, exit }: DeviceStepProps) {
  const setup = useDeviceSetup({ onVerified: onDevice, onSignedOut });
  return <TotpSetupView setup={setup} exit={exit} onExit={onExit} onContinue={onVerified} onVerifyFirst={onVerifyFirst} />;
}
