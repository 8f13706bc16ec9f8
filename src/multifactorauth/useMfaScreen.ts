import { useEffect, useReducer, useRef } from "react";
import { watchPageCache } from "../browser/pageCache.js";
import { endConsent, handOnConsent } from "../routing/consent.js";
import { useMfaNavigate } from "../routing/NavigateContext.js";
import { readFactorQuery, type FactorQuery } from "../routing/paths.js";
import { getMfaConfig } from "../supertokens/config.js";
import { reportError } from "../supertokens/events.js";
import { resyncMfaInfo } from "../supertokens/mfaService.js";
import { goToSignIn, leaveTo, ownFactorUrl, redirectToPathOf, successUrl } from "../supertokens/redirects.js";
import { readSession, sessionAtHand, signOut } from "../supertokens/sessionService.js";
import { loadMore } from "../totp/loadMore.js";
import { keepVisit } from "../totp/setup/visit.js";
import { loadSetup } from "../totp/setup/setupCode.js";
import type { AcceptedCode } from "../totp/challenge/TotpChallenge.js";
import type { CodeDetour } from "../totp/code/code.flow.js";
import type { CodesLeft } from "../totp/recovery/codesLeft.js";
import type { ScreenExit } from "../ui/ExitButton.js";
import { useHydrating } from "../ui/useHydrating.js";
import { arrival, mfaScreenReducer, type MfaScreenState } from "./mfaScreen.state.js";
import { useStyleSheet } from "../totp/useStyleSheet.js";

export interface MfaScreenControl {
  state: MfaScreenState;
  /** A device was proved, or all is said of a code that was accepted. */
  onVerified(): void;
  /** A code of the app was accepted. */
  onCode(code: AcceptedCode): void;
  /** There is something to say of the recovery codes, after a code was accepted. */
  onCodesLeft(codes: CodesLeft): void;
  /** What a code was answered leads elsewhere. */
  onDetour(detour: CodeDetour): void;
  /** The other way to complete TOTP is wanted. */
  onWay(by: "APP" | "RECOVERY_CODE"): void;
  /** A new device is wanted, after a recovery code. */
  onSetUp(): void;
  /** The setup was refused until a code of an existing device is entered. */
  onVerifyFirst(): void;
  onSignedOut(): void;
  /** `BACK` leaves without a change, to where a finished screen leads. */
  onExit: Record<ScreenExit, () => void>;
  onRetry(): void;
}

/** What the routed screen shows and where it leads, from the session, the query and the backend's requirements. */
export function useMfaScreen(search: string): MfaScreenControl {
  const hydrating = useHydrating();
  const [state, dispatch] = useReducer(mfaScreenReducer, search, (query) =>
    arrival(hydrating ? undefined : sessionAtHand(), readFactorQuery(query)),
  );
  const navigate = useMfaNavigate();
  const latest = useRef({ search, navigate });
  useEffect(() => {
    latest.current = { search, navigate };
  });

  useStyleSheet();
  // Before `init` this throws, to the app's error boundary.
  useEffect(() => void getMfaConfig(), []);

  const deciding = state.status === "deciding";
  useEffect(() => (deciding ? keepVisit() : undefined), [deciding]);
  useEffect(() => {
    if (!deciding) return;
    let current = true;
    const decide = async () => {
      const query = readFactorQuery(latest.current.search);
      const session = await readSession();
      if (!current) return;
      if (session.status === "ACTIVE" || session.status === "NONE") {
        return dispatch({ type: "SESSION_READ", session, query, cookies: navigator.cookieEnabled });
      }
      if ("cause" in session) reportError(session.cause);
      dispatch(session.status === "UNAUTHORISED" ? { type: "SIGNED_OUT" } : { type: "SESSION_UNREADABLE" });
    };
    void decide();
    return () => {
      current = false;
    };
  }, [deciding]);

  const asksBackend = needsRequirements(state, readFactorQuery(search));
  useEffect(() => {
    if (!asksBackend) return;
    let current = true;
    const read = async () => {
      const session = await readSession();
      if (!current || session.status === "NONE") return;
      const info = await resyncMfaInfo();
      if (!current) return;
      if (info.status === "OK") return dispatch({ type: "REQUIREMENTS_READ", factors: info.factors, offers: info.offers });
      if (info.status === "UNAUTHORISED") return dispatch({ type: "SIGNED_OUT" });
      if ("cause" in info) reportError(info.cause);
      dispatch({ type: "REQUIREMENTS_UNREADABLE" });
    };
    void read();
    return () => {
      current = false;
    };
  }, [asksBackend]);

  const setupIsNext = state.status === "challenge" && state.purpose === "SETUP";
  useEffect(() => {
    if (setupIsNext) loadSetup();
  }, [setupIsNext]);

  useEffect(() => watchPageCache(() => dispatch({ type: "RETURNED" })), []);

  // Log out: what it is waiting for.
  const ending = useRef<Promise<void>>(undefined);
  const otherFactor = state.status === "otherFactor" ? state.factorId : undefined;
  const leavingTo = state.status === "leaving" ? state.to : undefined;
  useEffect(() => {
    if (otherFactor === undefined && leavingTo === undefined) return;
    let current = true;
    let left = false;
    const leave = async () => {
      const { search: query, navigate: go } = latest.current;
      const back = redirectToPathOf(query);
      if (leavingTo === "SIGN_IN") {
        await ending.current;
        // After Log out by a page load, if there can be one: the reply to a code that is still under way would bring the
        // session back.
        return goToSignIn(back, ending.current && navigator.onLine ? undefined : go);
      }
      const url = otherFactor === undefined ? await successUrl(query, "totp") : await ownFactorUrl(otherFactor, back);
      if (!current || url === undefined) return;
      left = true;
      leaveTo(url, go);
    };
    void leave();
    return () => {
      current = false;
      // By the browser's Back, before the screen had its way: what a code was accepted for is given up.
      if (!left) endConsent();
    };
  }, [otherFactor, leavingTo]);

  const onVerified = async () => dispatch({ type: "VERIFIED", mfa: await readMfa() });
  const onCodesLeft = (codes: CodesLeft) => dispatch({ type: "CODES_LEFT", codes });
  return {
    state,
    onVerified,
    onCode: async ({ trustBrowser, recoveryCodesLeft: left }) => {
      if (trustBrowser) await inTime(async () => (await loadMore()).trustThisBrowser());
      const tells = left !== undefined && state.status === "challenge" && state.purpose === "SIGN_IN";
      if (tells && (await inTime(loadMore))) onCodesLeft({ after: "APP", left });
      else await onVerified();
    },
    onCodesLeft,
    onDetour: (detour) => dispatch({ type: detour.status === "UNAUTHORISED" ? "SIGNED_OUT" : "NO_DEVICE_FOUND" }),
    onWay: (by) => {
      handOnConsent();
      dispatch({ type: "WAY_CHOSEN", by });
    },
    onSetUp: async () => {
      // A change that the code was for is the user's to ask for again.
      endConsent();
      dispatch({ type: "SETUP_CHOSEN", mfa: await readMfa() });
    },
    onVerifyFirst: () => dispatch({ type: "VERIFY_FIRST_CHOSEN" }),
    onSignedOut: () => dispatch({ type: "SIGNED_OUT" }),
    onExit: {
      BACK: () => dispatch({ type: "LEFT" }),
      // The form goes first: a code that is accepted meanwhile leads nowhere.
      SIGN_OUT: () => {
        ending.current = signOut();
        dispatch({ type: "SIGNED_OUT" });
      },
    },
    onRetry: () => dispatch({ type: "RETRIED" }),
  };
}

async function readMfa(): Promise<"COMPLETE" | "OPEN" | "UNKNOWN"> {
  const session = await readSession();
  return session.status === "ACTIVE" ? session.mfa : "UNKNOWN";
}

/** Milliseconds that a sign-in waits for what is no part of it. */
const patienceMs = 5000;

/** What fails here, or is late, keeps nobody from signing in: a browser is asked for a code next time, a notice isn't shown. */
async function inTime<Outcome extends object>(call: () => Promise<Outcome>): Promise<Outcome | undefined> {
  const late = new Promise<undefined>((resolve) => void setTimeout(resolve, patienceMs));
  try {
    const outcome = await Promise.race([call(), late]);
    if (outcome !== undefined && "cause" in outcome) reportError(outcome.cause);
    return outcome;
  } catch (error) {
    reportError(error);
    return undefined;
  }
}

function needsRequirements(state: MfaScreenState, query: FactorQuery): boolean {
  if (state.status === "challenge") return state.requirements === "PENDING";
  // `setup=true` by itself makes a device at once, whatever the requirements are.
  return state.status === "deciding" && (state.after === "VERIFICATION" || query.stepUp || !query.setup);
}
