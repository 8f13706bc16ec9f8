"use client";
import { RecoveryCodesView } from "./RecoveryCodesView.js";
import { useRecoveryCodes } from "./useRecoveryCodes.js";

export interface RecoveryCodesScreenProps {
  /** Called once, when the user has saved the codes or goes on without. */
  onDone(): void;
  /** Called when there is no session any more. */
  onSignedOut(): void;
}

/** Makes recovery codes and shows them, once. Renders a `<section>`. */
export function RecoveryCodesScreen({ onDone, onSignedOut }: RecoveryCodesScreenProps) {
  return <RecoveryCodesView control={useRecoveryCodes({ onDone, onSignedOut })} />;
}
