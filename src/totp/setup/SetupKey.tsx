import { useRef, useState } from "react";
import { setup } from "../../messages/en/setup.js";
import { useMessages } from "../../messages/MessagesContext.js";
import { Button } from "../../ui/Button.js";
import { groupKey, type OtpauthKey } from "./otpauth.js";

/** The key as text, to type or copy, and as a link for the phone that shows the page. Renders a `<div>`. */
export function SetupKey({ uri, secret }: OtpauthKey) {
  const texts = useMessages("setup", setup);
  const key = useRef<HTMLElement>(null);
  const [copying, setCopying] = useState<"IDLE" | "COPIED" | "FAILED">("IDLE");

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      setCopying("COPIED");
    } catch {
      // No clipboard without a secure context or a permission: the key is selected, ready to copy by hand.
      if (key.current !== null) window.getSelection()?.selectAllChildren(key.current);
      setCopying("FAILED");
    }
  };

  return (
    <div data-mfa-slot="setup-key">
      <a href={uri} data-mfa-slot="open-app">
        {texts.openApp}
      </a>
      <p>{texts.enterKey}</p>
      <div data-mfa-slot="key-row">
        {/* A `<code>` can't have a name (ARIA 1.2, 5.2.8.6), a group can. */}
        <span role="group" aria-label={texts.key}>
          <code ref={key} dir="ltr" translate="no" data-mfa-slot="key">
            {groupKey(secret)}
          </code>
        </span>
        <Button onClick={copy}>{texts.copyKey}</Button>
      </div>
      <p role="status" data-mfa-slot="copy-status">
        {copying === "COPIED" ? texts.copied : copying === "FAILED" ? texts.copyFailed : ""}
      </p>
    </div>
  );
}
