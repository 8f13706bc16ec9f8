const key = "fernway.after-demo-id";

/** The page to open after the social login, which leaves the app and comes back without its query. */
export function rememberTarget(path: string): void {
  try {
    sessionStorage.setItem(key, path);
  } catch {
    // Storage is blocked: the home page it is.
  }
}

/** Untrusted, like anything that storage holds: read it through `signInTarget`. */
export function rememberedTarget(): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}
