"use client";
import { useState } from "react";
import { RecoveryEntryView } from "./RecoveryEntryView.js";
import { RecoveryUsedView, type RecoveryUsedViewProps } from "./RecoveryUsedView.js";
import { useRecoveryEntry, type UsedRecoveryCode, type UseRecoveryEntryOptions } from "./useRecoveryEntry.js";

export interface RecoveryEntryScreenProps extends Pick<UseRecoveryEntryOptions, "onDetour">, Omit<RecoveryUsedViewProps, "left"> {
  /** Back to the code of the app. */
  onBack(): void;
}

/** The challenge by a recovery code, loaded on demand. Renders a `<section>`. */
export function RecoveryEntryScreen({ onBack, onDetour, ...on }: RecoveryEntryScreenProps) {
  const [used, setUsed] = useState<UsedRecoveryCode>();
  // The code that was accepted goes with the form.
  return used === undefined ? <Entry onUsed={setUsed} onBack={onBack} onDetour={onDetour} /> : <RecoveryUsedView {...used} {...on} />;
}

function Entry({ onBack, ...on }: UseRecoveryEntryOptions & Pick<RecoveryEntryScreenProps, "onBack">) {
  return <RecoveryEntryView entry={useRecoveryEntry(on)} onBack={onBack} />;
}
