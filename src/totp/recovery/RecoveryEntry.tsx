"use client";
import { common } from "../../messages/en/common.js";
import { useMessages } from "../../messages/MessagesContext.js";
import { NotLoaded } from "../../ui/NotLoaded.js";
import { onDemand } from "../../ui/onDemand.js";
import { useOnDemand } from "../../ui/useOnDemand.js";
import { Waiting } from "../../ui/Waiting.js";
import type { RecoveryEntryScreenProps } from "./RecoveryEntryScreen.js";

const recoveryEntryScreen = onDemand(async () => (await import("../afterFirstLoad.js")).RecoveryEntryScreen);

/** Takes a recovery code in place of a code of the app. Renders a `<section>`, whose code loads on demand. */
export function RecoveryEntry(props: RecoveryEntryScreenProps) {
  const { loading } = useMessages("common", common);
  const screen = useOnDemand(recoveryEntryScreen);
  switch (screen.status) {
    case "LOADING":
      return <Waiting slot="recovery-entry" status="loading" text={loading} />;
    case "LOADED":
      return <screen.Part {...props} />;
    case "NOT_LOADED":
      return <NotLoaded slot="recovery-entry" exit="BACK" onExit={props.onBack} />;
  }
}
