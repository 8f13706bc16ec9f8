import type { Core } from "../core.js";
import { badRequest, ok, status, type Body } from "../http.js";
import type { JsonObject } from "../json.js";
import { CODE_LIFETIME_MS, preAuthSessionIdOf, type CodeDevice, type CodeInput } from "../passwordless.js";
import type { Route } from "../router.js";
import { normaliseEmail, type Contact } from "../users.js";

export function passwordlessRoutes({ passwordless, users }: Core): Route[] {
  return [
    {
      method: "POST",
      path: "/recipe/signinup/code",
      scope: "tenant",
      handle({ tenantId, body }) {
        const wanted = body.optionalString("userInputCode");
        const outcome = passwordless.createCode(tenantId, readTarget(body), wanted);
        if (outcome.status !== "OK") return status(outcome.status);
        const { preAuthSessionId, deviceId, code } = outcome;
        return ok({ preAuthSessionId, deviceId, ...code, codeLifetime: CODE_LIFETIME_MS });
      },
    },
    {
      method: "POST",
      path: "/recipe/signinup/code/check",
      scope: "tenant",
      handle({ tenantId, body }) {
        const outcome = passwordless.check(tenantId, readCode(body));
        if (outcome.status === "OK") return ok({ consumedDevice: consumedJson(outcome.device) });
        const { status: name, ...fields } = outcome;
        return status(name, fields);
      },
    },
    {
      method: "POST",
      path: "/recipe/signinup/code/consume",
      scope: "tenant",
      handle({ tenantId, body }) {
        const outcome = passwordless.consume(tenantId, readCode(body));
        if (outcome.status === "OK") {
          return ok({
            createdNewUser: outcome.createdNewUser,
            user: users.json(users.userOf(outcome.user)),
            recipeUserId: users.publicId(outcome.user.id),
            consumedDevice: consumedJson(outcome.device),
          });
        }
        const { status: name, ...fields } = outcome;
        return status(name, fields);
      },
    },
    {
      method: "GET",
      path: "/recipe/signinup/codes",
      scope: "tenant",
      handle({ tenantId, query }) {
        const deviceId = query.optionalString("deviceId");
        const preAuthSessionId = query.optionalString("preAuthSessionId");
        const email = query.optionalString("email");
        const phoneNumber = query.optionalString("phoneNumber");
        const given = [deviceId, preAuthSessionId, email, phoneNumber].filter((value) => value !== undefined);
        if (given.length !== 1) throw badRequest("Please provide exactly one of email, phoneNumber, deviceId or preAuthSessionId");
        const contact = contactOf(email, phoneNumber);
        const id = preAuthSessionId ?? preAuthSessionIdOf(deviceId ?? "");
        const devices = contact ? passwordless.devicesFor(tenantId, contact) : [passwordless.find(tenantId, id)];
        return ok({ devices: devices.flatMap((device) => (device === undefined ? [] : [deviceJson(device)])) });
      },
    },
    {
      method: "POST",
      path: "/recipe/signinup/codes/remove",
      scope: "tenant",
      handle({ tenantId, body }) {
        const contact = contactOf(body.optionalString("email"), body.optionalString("phoneNumber"));
        if (contact === undefined) throw badRequest("Please provide exactly one of email or phoneNumber");
        passwordless.revokeAll(tenantId, contact);
        return ok();
      },
    },
    {
      method: "POST",
      path: "/recipe/signinup/code/remove",
      scope: "tenant",
      handle({ tenantId, body }) {
        const codeId = body.optionalString("codeId");
        const preAuthSessionId = body.optionalString("preAuthSessionId");
        if ((codeId === undefined) === (preAuthSessionId === undefined)) {
          throw badRequest("Please provide exactly one of codeId or preAuthSessionId");
        }
        if (codeId !== undefined) passwordless.revokeCode(tenantId, codeId);
        if (preAuthSessionId !== undefined) passwordless.revokeDevice(tenantId, preAuthSessionId);
        return ok();
      },
    },
  ];
}

function readTarget(body: Body): Contact | { deviceId: string } {
  const deviceId = body.optionalString("deviceId");
  const email = body.optionalString("email");
  const phoneNumber = body.optionalString("phoneNumber");
  const contact = contactOf(email, phoneNumber);
  if (deviceId !== undefined && email === undefined && phoneNumber === undefined) return { deviceId };
  if (deviceId !== undefined || contact === undefined) throw badRequest("Please provide exactly one of email, phoneNumber or deviceId");
  return contact;
}

/** One of the two, or nothing. */
function contactOf(email: string | undefined, phoneNumber: string | undefined): Contact | undefined {
  if (email !== undefined && phoneNumber === undefined) return { email: normaliseEmail(email) };
  if (phoneNumber !== undefined && email === undefined) return { phoneNumber: phoneNumber.trim() };
  return undefined;
}

function readCode(body: Body): CodeInput {
  const preAuthSessionId = body.string("preAuthSessionId");
  const linkCode = body.optionalString("linkCode");
  const deviceId = body.optionalString("deviceId");
  const userInputCode = body.optionalString("userInputCode");
  if (linkCode !== undefined && deviceId === undefined && userInputCode === undefined) return { preAuthSessionId, linkCode };
  if (linkCode !== undefined || deviceId === undefined || userInputCode === undefined) {
    throw badRequest("Please provide exactly one of linkCode or deviceId+userInputCode");
  }
  if (preAuthSessionIdOf(deviceId) !== preAuthSessionId) throw badRequest("preAuthSessionId and deviceId doesn't match");
  return { preAuthSessionId, userInputCode: userInputCode.trim() };
}

function consumedJson({ preAuthSessionId, failedCodeInputAttemptCount, contact }: CodeDevice): JsonObject {
  return { preAuthSessionId, failedCodeInputAttemptCount, ...contactJson(contact) };
}

function deviceJson(device: CodeDevice): JsonObject {
  return {
    ...consumedJson(device),
    codes: device.codes.map(({ codeId, timeCreated }) => ({ codeId, timeCreated, codeLifetime: CODE_LIFETIME_MS })),
  };
}

function contactJson(contact: Contact): JsonObject {
  return contact.email === undefined ? { phoneNumber: contact.phoneNumber } : { email: contact.email };
}
