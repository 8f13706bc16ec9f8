import supertokens from "supertokens-node";
import EmailPassword from "supertokens-node/recipe/emailpassword";
import Multitenancy from "supertokens-node/recipe/multitenancy";
import UserMetadata from "supertokens-node/recipe/usermetadata";
import UserRoles from "supertokens-node/recipe/userroles";
import type { DemoPolicy } from "./environment.js";

export interface SeedAccount {
  email: string;
  password: string;
  /** What this account is there to show. */
  note: string;
}

export interface SeedTenant {
  tenantId: string;
  requiresTotp: boolean;
}

export interface Seeds {
  accounts: SeedAccount[];
  tenants: SeedTenant[];
}

interface SeedPlan {
  email: string;
  note: string;
  admin?: boolean;
  plan?: "free" | "paid";
}

const password = "fernway-2024";
const tenants: SeedTenant[] = [
  { tenantId: "acme", requiresTotp: true },
  { tenantId: "globex", requiresTotp: false },
];

const plans: Record<DemoPolicy, { accounts: SeedPlan[]; tenants: SeedTenant[] }> = {
  "opt-in": {
    accounts: [{ email: "ada@example.com", note: "Turns TOTP on for herself by adding a device" }],
    tenants: [],
  },
  admin: {
    accounts: [
      { email: "admin@example.com", note: "Has the role admin: TOTP is required", admin: true },
      { email: "ada@example.com", note: "Has no role: TOTP is not required" },
    ],
    tenants: [],
  },
  "tenant-opt-in": {
    accounts: [{ email: "ada@example.com", note: "In acme and globex: once turned on, TOTP is asked for in acme only" }],
    tenants,
  },
  "tenant-admin": {
    accounts: [
      { email: "admin@example.com", note: "Admin in acme and globex: TOTP is required in acme only", admin: true },
      { email: "ada@example.com", note: "No role: TOTP is required nowhere" },
    ],
    tenants,
  },
  custom: {
    accounts: [
      { email: "paid@example.com", note: "On the paid plan: TOTP is required", plan: "paid" },
      { email: "free@example.com", note: "On the free plan: TOTP is not required", plan: "free" },
    ],
    tenants: [],
  },
};

/** Tenants and accounts for one policy. Safe to repeat: a core that is kept has them already. */
export async function seed(policy: DemoPolicy): Promise<Seeds> {
  const plan = plans[policy];
  await UserRoles.createNewRoleOrAddPermissions("admin", []);
  for (const { tenantId, requiresTotp } of plan.tenants) {
    await Multitenancy.createOrUpdateTenant(tenantId, {
      firstFactors: ["emailpassword", "thirdparty"],
      requiredSecondaryFactors: requiresTotp ? ["totp"] : null,
    });
  }
  for (const account of plan.accounts) await seedAccount(account, plan.tenants);
  return {
    accounts: plan.accounts.map(({ email, note }) => ({ email, password, note })),
    tenants: plan.tenants,
  };
}

async function seedAccount({ email, admin, plan }: SeedPlan, memberOf: SeedTenant[]): Promise<void> {
  const created = await EmailPassword.signUp("public", email, password);
  const user = created.status === "OK" ? created.user : (await supertokens.listUsersByAccountInfo("public", { email }))[0];
  const loginMethod = user?.loginMethods[0];
  if (user === undefined || loginMethod === undefined) throw new Error(`The account ${email} could be neither made nor found in the core.`);

  for (const { tenantId } of memberOf) await Multitenancy.associateUserToTenant(tenantId, loginMethod.recipeUserId);
  if (admin === true) {
    for (const tenantId of ["public", ...memberOf.map((tenant) => tenant.tenantId)]) {
      await UserRoles.addRoleToUser(tenantId, user.id, "admin");
    }
  }
  if (plan !== undefined) await UserMetadata.updateUserMetadata(user.id, { plan });
}
