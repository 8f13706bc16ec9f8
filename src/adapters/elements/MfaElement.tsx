import type { ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import type { Messages } from "../../messages/messages.js";
import { MessagesProvider } from "../../messages/MessagesContext.js";
import { loadPage, type Navigate } from "../../routing/navigate.js";
import { NavigateProvider } from "../../routing/NavigateContext.js";
import { isInitialised, whenInitialised } from "../../supertokens/config.js";
import { listenToEvents, reportError, type MfaEvent, type TotpEvent } from "../../supertokens/events.js";
import { MfaMisuseError } from "../../supertokens/misuse.js";
import { dispatch, domName } from "./events.js";
import { sourceFor } from "./languages.js";

/** On a server there are no elements, and the module can be imported all the same. */
const ElementHere = (globalThis.HTMLElement ?? Object) as typeof HTMLElement;

/**
 * A screen as an element of the page: rendered into its light DOM, so that the page's style sheet and policies hold.
 * Its language is that of its own `lang`, or of the nearest element around it that has one.
 */
export abstract class MfaElement extends ElementHere {
  #root: Root | undefined;
  #stop: (() => void)[] = [];
  #messages: Messages | undefined;
  /** Of several updates that wait for a language, the last one counts. */
  #updates = 0;

  /** What is rendered. */
  protected abstract content(): ReactNode;
  /** What the element tells by events. */
  protected abstract readonly actions: readonly (MfaEvent | TotpEvent)["action"][];

  /** A catalogue of the app's own, which goes before the `lang`. @default undefined */
  get messages(): Messages | undefined {
    return this.#messages;
  }
  set messages(messages: Messages | undefined) {
    this.#messages = messages;
    this.update();
  }

  connectedCallback(): void {
    // Taken out and put in again at once is moved: what was typed stays, and no second device is made.
    if (this.#root !== undefined) return;
    this.#adopt("messages");
    this.#root = createRoot(this);
    this.#stop = [
      listenToEvents((event) => {
        if (this.actions.includes(event.action)) dispatch(this, domName(event.action), event);
      }),
      whenInitialised(() => this.update()),
      whenLoaded(() => this.#checkInit()),
    ];
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      for (const stop of this.#stop.splice(0)) stop();
      this.#root?.unmount();
      this.#root = undefined;
    });
  }

  /** With it `moveBefore` moves the element and calls neither of the above. */
  connectedMoveCallback(): void {}

  attributeChangedCallback(): void {
    this.update();
  }

  protected update(): void {
    if (this.#root === undefined || !isInitialised()) return;
    const update = ++this.#updates;
    const source = this.#messages ?? sourceFor(this.closest("[lang]")?.getAttribute("lang") ?? "");
    if (typeof source !== "function") return this.#render(source);
    source()
      .catch((error: unknown) => {
        // Better in English than not at all.
        reportError(error);
        return undefined;
      })
      .then((messages) => {
        if (update === this.#updates) this.#render(messages);
      });
  }

  /** A property that was set before the element was defined hides the accessor. */
  #adopt(name: "messages"): void {
    const value = Object.getOwnPropertyDescriptor(this, name)?.value as Messages | undefined;
    if (value === undefined) return;
    Reflect.deleteProperty(this, name);
    this[name] = value;
  }

  #render(messages: Messages | undefined): void {
    this.#root?.render(
      <MessagesProvider messages={messages}>
        <NavigateProvider value={this.#navigate}>{this.content()}</NavigateProvider>
      </MessagesProvider>,
    );
  }

  readonly #navigate: Navigate = (path, options) => {
    const replace = options?.replace === true;
    if (dispatch(this, "mfa-navigate", { path, replace }, true)) return loadPage(path, { replace });
  };

  #checkInit(): void {
    if (isInitialised()) return;
    const misuse = new MfaMisuseError(
      `<${this.localName}> is in the page, and supertokens-mfa-react is not initialised.`,
      "The element shows nothing until then.",
      "Call SuperTokens.init with `MultiFactorAuth.init()` and `Totp.init()` in its recipeList; with the script tag, supertokensMfa.init.",
    );
    console.error(misuse);
  }
}

/** When the scripts that the page names have had their turn. Returns how to call it off. */
function whenLoaded(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    timer = setTimeout(run);
  };
  if (document.readyState === "complete") later();
  else window.addEventListener("load", later, { once: true });
  return () => {
    window.removeEventListener("load", later);
    clearTimeout(timer);
  };
}
