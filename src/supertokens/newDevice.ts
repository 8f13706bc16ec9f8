import { createDevice as webJsCreateDevice } from "supertokens-web-js/recipe/totp/index.js";
import { attempt, type Failure } from "./outcome.js";

export type CreateDeviceOutcome =
  { status: "OK"; deviceName: string; secret: string; qrCodeString: string } | { status: "DEVICE_ALREADY_EXISTS_ERROR" };

/** Apart from the other calls for devices: it goes out before the code of the screen that makes them is there. */
export function createDevice(): Promise<CreateDeviceOutcome | Failure> {
  return attempt(
    () => webJsCreateDevice(),
    (body): CreateDeviceOutcome | undefined => {
      switch (body?.status) {
        case "OK": {
          const { deviceName, secret, qrCodeString } = body;
          return [deviceName, secret, qrCodeString].every((field) => typeof field === "string")
            ? { status: "OK", deviceName, secret, qrCodeString }
            : undefined;
        }
        case "DEVICE_ALREADY_EXISTS_ERROR":
          return { status: body.status };
        default:
          return undefined;
      }
    },
  );
}
