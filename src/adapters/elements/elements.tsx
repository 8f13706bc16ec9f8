import { MfaScreen } from "../../multifactorauth/MfaScreen.js";
import type { TotpSwitch } from "../../totp/devices/changes.js";
import { TotpSettings } from "../../totp/devices/TotpSettings.js";
import { panelActions, screenActions, type MfaNavigation, type MfaNewsEventMap } from "./events.js";
import { MfaElement } from "./MfaElement.js";

/**
 * `<mfa-screen>`: the login challenge or device setup, for the page at `/{websiteBasePath}/mfa/totp`. Attributes: `lang`;
 * `search`, the query of the page, default `location.search`; `redirect-to-path`, where a finished screen leads when
 * the query names no `redirectToPath`, default what `getRedirectionURL` answers, or `/`.
 */
export class MfaScreenElement extends MfaElement {
  static readonly observedAttributes = ["lang", "search", "redirect-to-path"];
  protected readonly actions = screenActions;

  protected content() {
    const search = this.getAttribute("search") ?? window.location.search;
    return <MfaScreen key={search} search={withRedirect(search, this.getAttribute("redirect-to-path"))} />;
  }
}

/**
 * `<totp-settings>`: the panel of the user's devices. Without a session it goes to sign-in, while MFA is open to the
 * factor screen. Attribute: `lang`.
 */
export class TotpSettingsElement extends MfaElement {
  static readonly observedAttributes = ["lang"];
  protected readonly actions = panelActions;
  #totpSwitch: TotpSwitch | undefined;

  /** The app's own on/off switch, for a backend without our server plugin. @default undefined */
  get totpSwitch(): TotpSwitch | undefined {
    return this.#totpSwitch;
  }
  set totpSwitch(totpSwitch: TotpSwitch | undefined) {
    this.#totpSwitch = totpSwitch;
    this.update();
  }

  protected content() {
    return <TotpSettings totpSwitch={this.#totpSwitch} />;
  }
}

/** Defines `<mfa-screen>` and `<totp-settings>`, once; does nothing on a server. */
export function defineElements(): void {
  if (typeof customElements === "undefined") return;
  if (customElements.get("mfa-screen") === undefined) customElements.define("mfa-screen", MfaScreenElement);
  if (customElements.get("totp-settings") === undefined) customElements.define("totp-settings", TotpSettingsElement);
}

/** The query's own target goes first. Either is checked where it is used. */
function withRedirect(search: string, redirectToPath: string | null): string {
  const params = new URLSearchParams(search);
  if (redirectToPath === null || params.has("redirectToPath")) return search;
  params.set("redirectToPath", redirectToPath);
  return `?${params}`;
}

declare global {
  interface HTMLElementTagNameMap {
    "mfa-screen": MfaScreenElement;
    "totp-settings": TotpSettingsElement;
  }
  // They bubble, so `document.addEventListener` knows them, too.
  interface GlobalEventHandlersEventMap extends MfaNewsEventMap {
    "mfa-navigate": CustomEvent<MfaNavigation>;
  }
}
