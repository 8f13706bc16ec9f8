"use client";
import { getMfaConfig } from "../../supertokens/config.js";
import type { MfaNavigationProps } from "../RouterParts.js";
import { MfaNavigation } from "./navigation.js";

export interface MfaProviderProps extends MfaNavigationProps {
  /** Calls `SuperTokens.init`. Only its first call counts, and nothing of it runs on a server. */
  init: () => void;
}

/**
 * Initialises SuperTokens in the browser, once, before anything below it is rendered there, and has the screens, the
 * guard and the panel go through the App Router. Render it from a client component of yours in the root layout, since a
 * server component can't hand over a function. Renders nothing of its own.
 *
 * @throws MfaMisuseError when `init` came without `MultiFactorAuth.init`; and whatever `init` throws
 */
export function MfaProvider({ init, children }: MfaProviderProps) {
  if (typeof window !== "undefined") initOnce(init);
  return <MfaNavigation>{children}</MfaNavigation>;
}

/** What came of it: React renders once more what has thrown, and half an init must not pass for a whole one then. */
let outcome: { status: "DONE" } | { status: "FAILED"; error: unknown } | undefined;

function initOnce(init: () => void): void {
  outcome ??= attempt(() => {
    init();
    getMfaConfig();
  });
  if (outcome.status === "FAILED") throw outcome.error;
}

function attempt(run: () => void): NonNullable<typeof outcome> {
  try {
    run();
    return { status: "DONE" };
  } catch (error) {
    return { status: "FAILED", error };
  }
}
