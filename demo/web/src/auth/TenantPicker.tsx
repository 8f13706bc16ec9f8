import { useState } from "react";
import { useConfig } from "../config.js";
import { currentTenant, rememberTenant } from "../tenant.js";

/** Which organisation to sign in to; shown only when the demo has tenants. */
export function TenantPicker() {
  const { tenants } = useConfig();
  const [tenantId, setTenantId] = useState(() => currentTenant() ?? "public");
  if (tenants.length === 0) return null;

  const choose = (next: string) => {
    rememberTenant(next);
    setTenantId(next);
  };

  return (
    <label className="field">
      <span className="field__label">Organisation</span>
      <select value={tenantId} onChange={(event) => choose(event.target.value)}>
        <option value="public">None</option>
        {tenants.map((tenant) => (
          <option key={tenant.tenantId} value={tenant.tenantId}>
            {tenant.tenantId} {tenant.requiresTotp ? "(requires a second step)" : ""}
          </option>
        ))}
      </select>
    </label>
  );
}
