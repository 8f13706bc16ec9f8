import UserMetadata from "supertokens-node/recipe/usermetadata";
import { requireTotp } from "supertokens-mfa-react/server";
import type { RequireTotpPolicy } from "supertokens-mfa-react/server";
import type { DemoPolicy } from "./environment.js";

/** `TOTP_POLICY` → the one line that an app would write. */
export const policies: Record<DemoPolicy, RequireTotpPolicy> = {
  "opt-in": requireTotp.whenEnabled(),
  admin: requireTotp.forRoles("admin"),
  "tenant-opt-in": requireTotp.whenEnabled().inTenantsRequiringTotp(),
  "tenant-admin": requireTotp.forRoles("admin").inTenantsRequiringTotp(),
  custom: requireTotp.when(async ({ user, userContext }) => {
    const { metadata } = await UserMetadata.getUserMetadata(user.id, userContext);
    return { required: metadata.plan === "paid", reason: "Accounts on the paid plan move money, so they need a second step." };
  }),
};
