import type { Stack } from "../stack.js";

/** What `npm start` prints before `Ready`: where everything is, and the accounts to try. */
export function describeStack({ apiUrl, coreUrl, oidcUrl, webUrl, config }: Stack): string {
  const { accounts, tenants, plugin, policy } = config;
  const lines = [
    "",
    `Policy: ${policy}${plugin ? "" : " (the SDK's documented configuration, without the plugin)"}`,
    `API: ${apiUrl}   Core: ${coreUrl}   OpenID provider: ${oidcUrl}`,
    "",
    "Accounts (or sign up with any address):",
    ...accounts.map(({ email, password, note }) => `  ${email}  password ${password}  ${note}`),
  ];
  if (tenants.length > 0) {
    lines.push(
      "",
      "Tenants:",
      ...tenants.map(
        ({ tenantId, requiresTotp }) =>
          `  ${tenantId}  ${requiresTotp ? "requires TOTP" : "does not require TOTP"}  ${webUrl}/auth?tenantId=${tenantId}`,
      ),
    );
  }
  return [...lines, ""].join("\n");
}
