import { getRequestFromUserContext } from "supertokens-node/index.js";
import type { APIInterface } from "supertokens-node/recipe/multifactorauth/types/index.js";
import type { MfaInfoAdditions } from "../protocol/additions.js";
import type { PluginParts } from "./parts.js";
import { hasUsableCode } from "./recovery/recoveryRecord.js";
import { readUserRecord } from "./userRecord.js";

type MfaInfo = NonNullable<APIInterface["resyncSessionAndFetchMFAInfoPUT"]>;

/** Adds to SuperTokens' answer what the challenge offers besides the code. It shares the read of the user's metadata. */
export function withChallengeOffers(parts: PluginParts, original: MfaInfo): MfaInfo {
  const { recoveryCodes, trust } = parts;
  return (input) =>
    parts.failures.run(async () => {
      const { session, userContext } = input;
      const answer = await original(input);
      if (answer.status !== "OK" || (recoveryCodes === false && trust === undefined)) return answer;

      const { next, alreadySetup } = answer.factors;
      const canRecover = async () =>
        recoveryCodes !== false &&
        alreadySetup.includes("totp") &&
        hasUsableCode((await readUserRecord(session.getUserId(), userContext)).recovery, userContext);
      const mayTrust = async () =>
        trust !== undefined &&
        next.includes("totp") &&
        (await trust.mayOffer(session, getRequestFromUserContext(userContext), userContext));
      const additions: MfaInfoAdditions = {
        totp: { recoveryCodes: await canRecover(), ...(trust !== undefined && (await mayTrust()) && { trustDays: trust.days }) },
      };
      return { ...answer, ...additions };
    });
}
