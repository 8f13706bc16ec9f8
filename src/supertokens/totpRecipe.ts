import { init as webJsInit, type RecipeInterface, type UserInput } from "supertokens-web-js/recipe/totp/index.js";
import { emitEvent, type TotpEvent } from "./events.js";
import { forWebJs } from "./initOrder.js";

/** Options of `Totp.init`: those of the `supertokens-web-js` recipe, handed through, and `onHandleEvent`. */
export interface TotpInput extends UserInput {
  /** Called after a device was created, verified or removed and after a code was accepted. @default nothing */
  onHandleEvent?: (event: TotpEvent) => void;
}

type TotpRecipe = ReturnType<typeof webJsInit>;

/**
 * The `supertokens-web-js` TOTP recipe with events. Put it in the `recipeList` of `SuperTokens.init` instead of
 * `supertokens-web-js`'s own: there is one init, not two, and the app's own calls of that recipe go on working.
 */
export function initTotp({ onHandleEvent, override, ...input }: TotpInput = {}): TotpRecipe {
  const recipe = webJsInit({
    ...input,
    override: {
      functions: (original, builder) => {
        const withEvents = emitEvents(original, (event) => emitEvent(onHandleEvent, event));
        return override?.functions?.(withEvents, builder) ?? withEvents;
      },
    },
  });
  return forWebJs(recipe);
}

function emitEvents(original: RecipeInterface, emit: (event: TotpEvent) => void): RecipeInterface {
  return {
    ...original,
    createDevice: async (input) => {
      const answer = await original.createDevice(input);
      if (answer.status === "OK") emit({ action: "TOTP_DEVICE_CREATED", deviceName: answer.deviceName, userContext: input.userContext });
      return answer;
    },
    verifyDevice: async (input) => {
      const answer = await original.verifyDevice(input);
      if (answer.status === "OK") {
        const { deviceName, userContext } = input;
        emit({ action: "TOTP_DEVICE_VERIFIED", deviceName, wasAlreadyVerified: answer.wasAlreadyVerified, userContext });
      }
      return answer;
    },
    verifyCode: async (input) => {
      const answer = await original.verifyCode(input);
      if (answer.status === "OK") emit({ action: "TOTP_CODE_VERIFIED", userContext: input.userContext });
      return answer;
    },
    removeDevice: async (input) => {
      const answer = await original.removeDevice(input);
      const { deviceName, userContext } = input;
      if (answer.status === "OK" && answer.didDeviceExist) emit({ action: "TOTP_DEVICE_REMOVED", deviceName, userContext });
      return answer;
    },
  };
}
