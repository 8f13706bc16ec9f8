"use client";
import { useEffect, useState } from "react";
import { common } from "../../messages/en/common.js";
import { useMessages } from "../../messages/MessagesContext.js";
import { challengeConsent } from "../../routing/consent.js";
import { NotLoaded } from "../../ui/NotLoaded.js";
import { onDemand } from "../../ui/onDemand.js";
import { useOnDemand } from "../../ui/useOnDemand.js";
import { Waiting } from "../../ui/Waiting.js";
import { loadMore } from "../loadMore.js";
import type { RecoveryScreenProps } from "./RecoveryScreen.js";

const recoveryScreen = onDemand(async () => (await loadMore()).RecoveryScreen);

/** Recovery codes at the challenge: takes one in place of a code of the app, and tells how many are left. Renders a `<section>`, whose code loads on demand. */
export function Recovery(props: Omit<RecoveryScreenProps, "consent">) {
  const { loading } = useMessages("common", common);
  const screen = useOnDemand(recoveryScreen);
  const [consent] = useState(challengeConsent);
  // The form has it, too; until that is loaded nobody else would.
  useEffect(() => {
    consent.open();
    return consent.leave;
  }, [consent]);
  switch (screen.status) {
    case "LOADING":
      return <Waiting slot="recovery-entry" status="loading" text={loading} />;
    case "LOADED":
      return <screen.Part {...props} consent={consent} />;
    case "NOT_LOADED":
      return <NotLoaded slot="recovery-entry" exit="BACK" onExit={() => props.onWay("APP")} />;
  }
}
