"use client";
import type { CodeDetour } from "../code/code.flow.js";
import { RecoveryEntryView, type RecoveryEntryViewProps } from "./RecoveryEntryView.js";
import { useRecoveryEntry } from "./useRecoveryEntry.js";

export interface RecoveryEntryScreenProps extends Omit<RecoveryEntryViewProps, "entry"> {
  /** Called when the answer leads elsewhere: there is no session any more. */
  onDetour(detour: CodeDetour): void;
}

/** The challenge by a recovery code, loaded on demand. Renders a `<section>`. */
export function RecoveryEntryScreen({ onDetour, ...view }: RecoveryEntryScreenProps) {
  return <RecoveryEntryView {...view} entry={useRecoveryEntry(onDetour)} />;
}
