"use client";
import { useEffect } from "react";
import { common } from "../../messages/en/common.js";
import { useMessages } from "../../messages/MessagesContext.js";
import { NotLoaded } from "../../ui/NotLoaded.js";
import { useOnDemand } from "../../ui/useOnDemand.js";
import { Waiting } from "../../ui/Waiting.js";
import { qrCode, setupScreen } from "./setupCode.js";
import type { TotpSetupProps } from "./TotpSetupScreen.js";
import { holdVisit } from "./visit.js";

/**
 * Sets up an authenticator app. Renders a `<section>`, whose code loads on demand; where it leads is up to the
 * callbacks. The routed screen at `/{websiteBasePath}/mfa/totp` uses it and does the redirects.
 */
export function TotpSetup(props: TotpSetupProps) {
  const { loading } = useMessages("common", common);
  const screen = useOnDemand(setupScreen);
  const isLoading = screen.status === "LOADING";
  // The device and the encoder don't wait for the screen; it takes the device over when it is there.
  useEffect(() => {
    if (!isLoading) return;
    qrCode.load();
    return holdVisit();
  }, [isLoading]);
  switch (screen.status) {
    case "LOADING":
      return <Waiting slot="setup" status="loading" text={loading} />;
    case "LOADED":
      return <screen.Part {...props} />;
    case "NOT_LOADED":
      return <NotLoaded slot="setup" exit={props.exit ?? "BACK"} onExit={props.onExit} />;
  }
}
