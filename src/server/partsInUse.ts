import type { PluginParts } from "./parts.js";

/** Of this process, also where an app loads both the ES module and the CommonJS one. */
const key = Symbol.for("supertokens-mfa-react.server");
const registry: typeof globalThis & { [key]?: PluginParts } = globalThis;

/** Called once, when SuperTokens starts with the plugin. */
export function putPartsInUse(parts: PluginParts): void {
  registry[key] = parts;
}

/**
 * The plugin that SuperTokens was started with (it exists once per process), for functions that an app calls by
 * themselves.
 *
 * @throws Error when `totpMfa()` isn't among the plugins of `supertokens.init()`, or that wasn't called yet.
 */
export function partsInUse(): PluginParts {
  const parts = registry[key];
  if (parts === undefined) {
    throw new Error(
      "supertokens-mfa-react: this function works under the lock and by the options of totpMfa(). " +
        "Add it to the plugins of supertokens.init(), and call that first.",
    );
  }
  return parts;
}
