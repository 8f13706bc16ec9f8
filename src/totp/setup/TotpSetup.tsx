"use client";
import { useEffect, useState, type ComponentType } from "react";
import { challenge } from "../../messages/en/challenge.js";
import { common } from "../../messages/en/common.js";
import { useMessages } from "../../messages/MessagesContext.js";
import { Button } from "../../ui/Button.js";
import { ExitButton } from "../../ui/ExitButton.js";
import { MessageCard } from "../../ui/MessageCard.js";
import { Waiting } from "../../ui/Waiting.js";
import type { TotpSetupProps } from "./TotpSetupScreen.js";

/**
 * Sets up an authenticator app. Renders a `<section>`, whose code loads on demand; where it leads is up to the
 * callbacks. The routed screen at `/{websiteBasePath}/mfa/totp` uses it and does the redirects.
 */
export function TotpSetup(props: TotpSetupProps) {
  const { loading } = useMessages("common", common);
  const [Screen, setScreen] = useState<ComponentType<TotpSetupProps>>();
  // Most visits are challenges: the code of the setup, and its QR encoder, come when they are asked for. No Suspense:
  // React keeps its fallbacks for 300 ms at least, and those of screen and QR code would add up.
  useEffect(() => {
    void import("./TotpSetupScreen.js").then(
      ({ TotpSetupScreen }) => setScreen(() => TotpSetupScreen),
      () => setScreen(() => NotLoaded),
    );
  }, []);
  return Screen === undefined ? <Waiting slot="setup" status="loading" text={loading} /> : <Screen {...props} />;
}

/** The chunk didn't come; a reload asks for it anew. */
function NotLoaded({ onExit, exit = "BACK" }: TotpSetupProps) {
  const { unavailableTitle } = useMessages("challenge", challenge);
  const texts = useMessages("common", common);
  return (
    <MessageCard slot="setup" status="notLoaded" title={unavailableTitle} text={texts.unavailable}>
      <Button kind="primary" onClick={() => window.location.reload()}>
        {texts.tryAgain}
      </Button>
      <ExitButton exit={exit} onExit={onExit} />
    </MessageCard>
  );
}
