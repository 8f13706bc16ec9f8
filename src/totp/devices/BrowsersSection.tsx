import { useId } from "react";
import { dateInWords, daysAgo } from "../../messages/date.js";
import { settings } from "../../messages/en/settings.js";
import { useLocale, useMessages } from "../../messages/MessagesContext.js";
import type { Messages } from "../../messages/messages.js";
import type { TrustedBrowser } from "../../protocol/trustedBrowsers.js";
import { Button } from "../../ui/Button.js";
import type { TotpDevicesControl } from "./useTotpDevices.js";

export interface BrowsersSectionProps {
  control: Pick<TotpDevicesControl, "run">;
  browsers: TrustedBrowser[];
}

/** The browsers on which no code is asked for at sign-in, each with a way to end it. Renders a heading and a `<ul>`. */
export function BrowsersSection({ control: { run }, browsers }: BrowsersSectionProps) {
  const texts = useMessages("settings", settings);
  const locale = useLocale();
  const id = useId();
  return (
    <>
      <h3 data-mfa-slot="subtitle">{texts.browsersTitle}</h3>
      <p data-mfa-slot="hint">{texts.browsersText}</p>
      <ul role="list" data-mfa-slot="devices">
        {browsers.map((browser) => {
          const name = browserName(browser, texts);
          const use = texts.browserUse(dateInWords(browser.createdAt, locale), daysAgo(browser.lastUsedAt, locale));
          return (
            <li key={browser.id} data-mfa-slot="device">
              <div data-mfa-slot="device-text">
                <span data-mfa-slot="device-name">
                  <bdi>{name}</bdi>
                  {browser.current && <span data-mfa-slot="badge">{texts.thisBrowser}</span>}
                </span>
                <span id={`${id}${browser.id}`} data-mfa-slot="device-detail">
                  {use}
                </span>
              </div>
              <div data-mfa-slot="device-actions">
                <Button
                  kind="danger"
                  aria-label={texts.removeDevice(name)}
                  aria-describedby={`${id}${browser.id}`}
                  onClick={() => run({ type: "REMOVE_BROWSER", id: browser.id, name })}
                >
                  {texts.remove}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
      {browsers.length > 1 && (
        <div data-mfa-slot="actions">
          <Button onClick={() => run({ type: "REMOVE_BROWSERS" })}>{texts.removeAllBrowsers}</Button>
        </div>
      )}
    </>
  );
}

function browserName({ browser, system }: TrustedBrowser, texts: Messages["settings"]): string {
  if (browser !== undefined && system !== undefined) return texts.browserOn(browser, system);
  return browser ?? system ?? texts.unknownBrowser;
}
