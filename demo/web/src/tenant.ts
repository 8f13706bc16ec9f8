const key = "fernway.tenant";

/** The tenant to sign in to: from `?tenantId=`, then kept for this tab, since the pages after it don't repeat it. */
export function currentTenant(): string | undefined {
  const asked = new URLSearchParams(window.location.search).get("tenantId");
  if (asked !== null) rememberTenant(asked);
  try {
    return sessionStorage.getItem(key) ?? undefined;
  } catch {
    return asked === null || asked === "" ? undefined : asked;
  }
}

export function rememberTenant(tenantId: string): void {
  try {
    if (tenantId === "" || tenantId === "public") sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, tenantId);
  } catch {
    // Storage is blocked: the URL still says it.
  }
}
