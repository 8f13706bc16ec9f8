"use client";
import { useState } from "react";
import { FewCodesView } from "./FewCodesView.js";
import { RecoveryCodesScreen } from "./RecoveryCodesScreen.js";
import { RecoveryEntryView } from "./RecoveryEntryView.js";
import { RecoveryUsedView } from "./RecoveryUsedView.js";
import type { CodesLeft } from "./codesLeft.js";
import { useRecoveryEntry, type UseRecoveryEntryOptions } from "./useRecoveryEntry.js";

export interface RecoveryScreenProps extends UseRecoveryEntryOptions {
  /** `undefined`: a code is asked for. */
  codes: CodesLeft | undefined;
  /** All is said: on with what the code was for. */
  onVerified(): void;
  /** The phone is lost: on to a new device. */
  onSetUp(): void;
  /** There is no session any more. */
  onSignedOut(): void;
}

/** Recovery codes at the challenge, loaded on demand. Renders a `<section>`. */
export function RecoveryScreen({ codes, onVerified, onSetUp, onSignedOut, ...entry }: RecoveryScreenProps) {
  // The code that was accepted goes with the form.
  if (codes === undefined) return <Entry {...entry} />;
  const { after, left } = codes;
  return after === "RECOVERY_CODE" ? (
    <RecoveryUsedView left={left} onContinue={onVerified} onSetUp={onSetUp} />
  ) : (
    <FewCodes left={left ?? 0} onVerified={onVerified} onSignedOut={onSignedOut} />
  );
}

function Entry(options: UseRecoveryEntryOptions) {
  const { back, ...entry } = useRecoveryEntry(options);
  return <RecoveryEntryView entry={entry} onBack={back} />;
}

/** The code that was just accepted is fresh enough to make new ones. */
function FewCodes({ left, onVerified, onSignedOut }: Pick<RecoveryScreenProps, "onVerified" | "onSignedOut"> & { left: number }) {
  const [making, setMaking] = useState(false);
  if (making) return <RecoveryCodesScreen onDone={onVerified} onSignedOut={onSignedOut} />;
  return <FewCodesView left={left} onMakeNew={() => setMaking(true)} onContinue={onVerified} />;
}
