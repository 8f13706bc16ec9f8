import * as WebJsTotp from "supertokens-web-js/recipe/totp/index.js";
import type { RecipeInterface, UserInput } from "supertokens-web-js/recipe/totp/index.js";
import { callApp, type TotpEvent } from "./events.js";

/** Options of `Totp.init`: those of the `supertokens-web-js` recipe, handed through, and `onHandleEvent`. */
export interface TotpInput extends UserInput {
  /** Called after a device was created, verified or removed and after a code was accepted. @default nothing */
  onHandleEvent?: (event: TotpEvent) => void;
}

type TotpRecipe = ReturnType<typeof WebJsTotp.init>;

/**
 * The `supertokens-web-js` TOTP recipe with events. Put it in the `recipeList` of `SuperTokens.init` instead of
 * `supertokens-web-js`'s own: there is one init, not two, and the app's own calls of that recipe go on working.
 */
export function initTotp(input: TotpInput = {}): TotpRecipe {
  const { onHandleEvent, override, ...webJsInput } = input;
  return WebJsTotp.init({
    ...webJsInput,
    override: {
      functions: (original, builder) => {
        const withEvents = emitEvents(original, onHandleEvent);
        return override?.functions === undefined ? withEvents : override.functions(withEvents, builder);
      },
    },
  });
}

function emitEvents(original: RecipeInterface, onHandleEvent: TotpInput["onHandleEvent"]): RecipeInterface {
  return {
    ...original,
    createDevice: async (input) => {
      const answer = await original.createDevice(input);
      if (answer.status === "OK") {
        callApp(onHandleEvent, { action: "TOTP_DEVICE_CREATED", deviceName: answer.deviceName, userContext: input.userContext });
      }
      return answer;
    },
    verifyDevice: async (input) => {
      const answer = await original.verifyDevice(input);
      if (answer.status === "OK") {
        const { deviceName, userContext } = input;
        const { wasAlreadyVerified } = answer;
        callApp(onHandleEvent, { action: "TOTP_DEVICE_VERIFIED", deviceName, wasAlreadyVerified, userContext });
      }
      return answer;
    },
    verifyCode: async (input) => {
      const answer = await original.verifyCode(input);
      if (answer.status === "OK") callApp(onHandleEvent, { action: "TOTP_CODE_VERIFIED", userContext: input.userContext });
      return answer;
    },
    removeDevice: async (input) => {
      const answer = await original.removeDevice(input);
      if (answer.status === "OK" && answer.didDeviceExist) {
        callApp(onHandleEvent, { action: "TOTP_DEVICE_REMOVED", deviceName: input.deviceName, userContext: input.userContext });
      }
      return answer;
    },
  };
}
