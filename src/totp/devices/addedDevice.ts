import { parseStored, tabStorage } from "../../browser/storage.js";
import { isRecord } from "../../supertokens/outcome.js";

const key = "supertokens-mfa-react.add";

/** Keeps, for this tab and this session, which devices there are before one is set up. It holds names, no secret. */
export function keepKnownDevices(names: string[], sessionKey: string): void {
  tabStorage.set(key, JSON.stringify({ names, sessionKey }));
}

/** The device that was set up since; `undefined` for none, as after Back. */
export function takeAddedDevice(names: string[], sessionKey: string): string | undefined {
  const kept = parseStored(tabStorage.get(key));
  tabStorage.remove(key);
  if (!isRecord(kept) || kept.sessionKey !== sessionKey || !Array.isArray(kept.names)) return undefined;
  const known: unknown[] = kept.names;
  const added = names.filter((name) => !known.includes(name));
  return added.length === 1 ? added[0] : undefined;
}
