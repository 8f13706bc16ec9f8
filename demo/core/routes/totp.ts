import type { Core } from "../core.js";
import { badRequest, isAtLeast, ok, paymentRequired, status, type Body, type Call, type Reply } from "../http.js";
import type { JsonObject } from "../json.js";
import type { Route } from "../router.js";
import type { NewDevice, VerifyCodeOutcome, VerifyDeviceOutcome } from "../totp.js";

const NO_LICENCE = "MFA feature is not enabled. Please subscribe to a SuperTokens core license key to enable this feature.";

export function totpRoutes({ totp, settings }: Core): Route[] {
  const requireLicence = () => {
    if (!settings.mfaLicence) throw paymentRequired(NO_LICENCE);
  };

  return [
    {
      method: "POST",
      path: "/recipe/totp/device",
      scope: "app",
      handle({ body }) {
        const device = readDevice(body);
        requireRanges(device);
        requireLicence();
        const outcome = totp.create(device);
        if (outcome.status !== "OK") return status(outcome.status);
        return ok({ deviceName: outcome.device.name, secret: outcome.device.secret });
      },
    },
    {
      method: "POST",
      path: "/recipe/totp/device/import",
      scope: "app",
      handle({ body }) {
        const device = readDevice(body);
        const secret = body.nonEmptyString("secretKey");
        requireRanges(device);
        requireLicence();
        const outcome = totp.import({ ...device, secret });
        return outcome.status === "OK" ? ok({ deviceName: outcome.device.name }) : status(outcome.status);
      },
    },
    {
      method: "PUT",
      path: "/recipe/totp/device",
      scope: "app",
      handle({ body }) {
        const userId = body.nonEmptyString("userId");
        const from = body.nonEmptyString("existingDeviceName");
        const to = body.nonEmptyString("newDeviceName");
        return status(totp.rename(userId, from, to));
      },
    },
    {
      method: "GET",
      path: "/recipe/totp/device/list",
      scope: "app",
      handle({ query }) {
        const userId = query.string("userId");
        if (userId === "") throw badRequest("userId cannot be empty");
        return ok({
          devices: totp.list(userId).map(({ name, period, skew, verified }) => ({ name, period, skew, verified })),
        });
      },
    },
    {
      method: "POST",
      path: "/recipe/totp/device/remove",
      scope: "app",
      handle({ body }) {
        const didDeviceExist = totp.remove(body.nonEmptyString("userId"), body.nonEmptyString("deviceName"));
        return ok({ didDeviceExist });
      },
    },
    {
      method: "POST",
      path: "/recipe/totp/device/verify",
      scope: "tenant",
      handle(call) {
        const userId = call.body.nonEmptyString("userId");
        const deviceName = call.body.nonEmptyString("deviceName");
        const outcome = totp.verifyDevice(call.tenantId, userId, deviceName, call.body.string("totp"));
        return answer(call, outcome);
      },
    },
    {
      method: "POST",
      path: "/recipe/totp/verify",
      scope: "tenant",
      handle(call) {
        const userId = call.body.nonEmptyString("userId");
        const code = call.body.string("totp");
        requireLicence();
        return answer(call, totp.verifyCode(call.tenantId, userId, code));
      },
    },
  ];
}

function readDevice(body: Body): NewDevice {
  const userId = body.nonEmptyString("userId");
  const name = body.optionalNonEmptyString("deviceName");
  return { userId, name, skew: body.integer("skew"), period: body.integer("period") };
}

function requireRanges({ skew, period }: NewDevice) {
  if (skew < 0) throw badRequest("skew must be >= 0");
  if (period <= 0) throw badRequest("period must be > 0");
}

/** Callers older than CDI 5.0 are not told the attempts. */
function answer({ cdi }: Call, outcome: VerifyDeviceOutcome | VerifyCodeOutcome): Reply {
  const { status: name, ...rest } = outcome;
  const fields: JsonObject = rest;
  if (!isAtLeast(cdi, 5, 0)) {
    delete fields.currentNumberOfFailedAttempts;
    delete fields.maxNumberOfFailedAttempts;
  }
  return status(name, fields);
}
