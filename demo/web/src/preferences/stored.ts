/** A choice kept in `localStorage`; where storage is blocked it lasts as long as the page. */
export function readStored<T extends string>(key: string, known: readonly T[], fallback: T): T {
  try {
    const stored = localStorage.getItem(key);
    return known.find((value) => value === stored) ?? fallback;
  } catch {
    return fallback;
  }
}

export function writeStored(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Blocked or full: the choice is applied all the same.
  }
}
