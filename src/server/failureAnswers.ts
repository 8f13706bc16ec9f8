import type { GeneralErrorAnswer } from "../protocol/totpSettings.js";
import { LockTimeout } from "./lock/lock.js";
import { isLicenceError, licenceLogLine } from "./licence.js";
import { TotpPolicyFailure } from "./policies/policyFailure.js";

/** Turns failures that the user must be told about into `GENERAL_ERROR`, whose message any SuperTokens client shows. */
export interface FailureAnswers {
  /**
   * Answers for a missing licence (logged once), a failing policy and a lock that came too late (logged each time);
   * passes on all else.
   */
  run<T>(call: () => Promise<T>): Promise<T | GeneralErrorAnswer>;
}

/** A line for the operator, with the error that led to it. */
export type Log = (line: string, error?: unknown) => void;

export function createFailureAnswers(log: Log): FailureAnswers {
  let licenceLogged = false;
  return {
    async run(call) {
      try {
        return await call();
      } catch (error) {
        if (isLicenceError(error)) {
          if (!licenceLogged) log(licenceLogLine);
          licenceLogged = true;
          return generalError("Two-factor authentication isn't available. Please contact your administrator.");
        }
        if (error instanceof TotpPolicyFailure) {
          log(error.message, error.cause);
          return generalError(
            "We couldn't find out whether you need two-factor authentication. " + "Please try again later or contact your administrator.",
          );
        }
        if (error instanceof LockTimeout) {
          log(error.message, error.cause);
          return generalError("Another change of your two-factor authentication is still under way. Please try again in a moment.");
        }
        throw error;
      }
    },
  };
}

export function generalError(message: string): GeneralErrorAnswer {
  return { status: "GENERAL_ERROR", message };
}
