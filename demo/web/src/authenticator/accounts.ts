import { useSyncExternalStore } from "react";

/**
 * Demo only: plays the phone. A real authenticator keeps its secrets on another device; this one keeps them in
 * `localStorage`, so that they outlive a reload and a sign-out. It learns a secret only when its scan button is pressed.
 */
const key = "fernway-demo.pocket-authenticator";

export interface PocketAccount {
  /** The text of the QR code: `otpauth://totp/…`. */
  uri: string;
  /** Milliseconds since the epoch. */
  addedAt: number;
}

const listeners = new Set<() => void>();
let accounts: readonly PocketAccount[] = read();

export function usePocketAccounts(): readonly PocketAccount[] {
  return useSyncExternalStore(subscribe, () => accounts);
}

export function addPocketAccount(uri: string): void {
  write([{ uri, addedAt: Date.now() }, ...accounts.filter((account) => account.uri !== uri)]);
}

export function removePocketAccount(uri: string): void {
  write(accounts.filter((account) => account.uri !== uri));
}

function subscribe(listener: () => void): () => void {
  const fromOtherTab = (event: StorageEvent) => {
    if (event.key !== key) return;
    accounts = read();
    listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", fromOtherTab);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", fromOtherTab);
  };
}

function write(next: readonly PocketAccount[]): void {
  accounts = next;
  try {
    if (next.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(next));
  } catch {
    // Storage is blocked: the phone forgets at the next reload.
  }
  for (const listener of listeners) listener();
}

function read(): readonly PocketAccount[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isPocketAccount) : [];
  } catch {
    return [];
  }
}

function isPocketAccount(value: unknown): value is PocketAccount {
  if (typeof value !== "object" || value === null) return false;
  return "uri" in value && typeof value.uri === "string" && "addedAt" in value && typeof value.addedAt === "number";
}
