"use client";
import { useEffect, useRef } from "react";
import { common } from "../../messages/en/common.js";
import { useMessages } from "../../messages/MessagesContext.js";
import { useOnDemand } from "../../ui/useOnDemand.js";
import { Waiting } from "../../ui/Waiting.js";
import type { RecoveryCodesScreenProps } from "./RecoveryCodesScreen.js";
import { recoveryCodesScreen } from "./recoveryScreens.js";

/** Makes recovery codes and shows them, once. Renders a `<section>`, whose code loads on demand. */
export function RecoveryCodes(props: RecoveryCodesScreenProps) {
  const { loading } = useMessages("common", common);
  const screen = useOnDemand(recoveryCodesScreen);
  // The device is there all the same, and the panel makes codes, too.
  const goesOn = screen.status === "NOT_LOADED";
  const latest = useRef(props.onDone);
  useEffect(() => {
    latest.current = props.onDone;
  });
  useEffect(() => {
    if (goesOn) latest.current();
  }, [goesOn]);
  return screen.status === "LOADED" ? <screen.Part {...props} /> : <Waiting slot="recovery" status="loading" text={loading} />;
}
