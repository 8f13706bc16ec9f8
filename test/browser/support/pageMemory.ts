import type { Page } from "@playwright/test";

/**
 * Looks for text everywhere that a script in the page, an extension or the next user of the browser could look, and
 * answers the places in which it was found: the DOM with its attributes and values, both storages, IndexedDB, cookies,
 * URL and history state, and everything that React holds (props, state and hooks of every fiber and its alternate, and
 * with them the query caches).
 */
export async function placesWith(page: Page, texts: string[]): Promise<string[]> {
  const found = await page.evaluate(async (needles) => {
    const places: string[] = [];
    const check = (place: string, text: string) => {
      if (needles.some((needle) => text.includes(needle))) places.push(place);
    };

    check("DOM", document.documentElement.outerHTML);
    for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")) {
      check("value of a field", field.value);
      check("default value of a field", field.defaultValue);
    }
    for (const [name, storage] of [
      ["localStorage", localStorage],
      ["sessionStorage", sessionStorage],
    ] as const) {
      for (const [key, value] of Object.entries(storage)) check(name, `${key}=${String(value)}`);
    }
    for (const { name } of await indexedDB.databases()) if (name !== undefined) check("IndexedDB", await dump(name));
    for (const key of await caches.keys()) check("Cache Storage", key);
    check("cookies", document.cookie);
    check("URL", decodeURIComponent(location.href));
    check("history state", JSON.stringify(history.state) ?? "");
    for (const entry of performance.getEntries()) check("performance entries", decodeURIComponent(entry.name));

    const roots = [...document.querySelectorAll("*")].flatMap((element) =>
      Object.entries(element).flatMap(([key, value]) => (key.startsWith("__reactContainer$") ? [value as Fiber] : [])),
    );
    if (roots.length === 0) throw new Error("The page has no React root to look into.");
    let fibers = 0;
    const seen = new WeakSet<object>();
    for (const root of roots) walkFibers(root);
    if (fibers < 20) throw new Error(`React's tree was not found: only ${fibers} fibers.`);
    return [...new Set(places)];

    interface Fiber {
      child: Fiber | null;
      sibling: Fiber | null;
      alternate: Fiber | null;
      type: unknown;
      memoizedProps: unknown;
      memoizedState: unknown;
      pendingProps: unknown;
      updateQueue: unknown;
      ref: unknown;
    }

    function walkFibers(start: Fiber): void {
      const waiting: Fiber[] = [start];
      for (let fiber = waiting.pop(); fiber !== undefined; fiber = waiting.pop()) {
        if (seen.has(fiber)) continue;
        seen.add(fiber);
        fibers += 1;
        const name = typeof fiber.type === "function" ? fiber.type.name : typeof fiber.type === "string" ? fiber.type : "a fiber";
        for (const part of ["memoizedProps", "memoizedState", "pendingProps", "updateQueue", "ref"] as const) {
          walk(`React: ${part} of ${name}`, fiber[part]);
        }
        for (const next of [fiber.child, fiber.sibling, fiber.alternate]) if (next !== null) waiting.push(next);
      }
    }

    function walk(place: string, start: unknown): void {
      const waiting: unknown[] = [start];
      while (waiting.length > 0) {
        const value = waiting.pop();
        if (typeof value === "string") check(place, value);
        if (typeof value !== "object" || value === null || value instanceof Node || value === window || seen.has(value)) continue;
        if ("memoizedProps" in value && "alternate" in value) {
          walkFibers(value as Fiber);
          continue;
        }
        seen.add(value);
        if (value instanceof Map) waiting.push(...value.keys(), ...value.values());
        else if (value instanceof Set) waiting.push(...value);
        for (const key of Reflect.ownKeys(value)) {
          const property = Object.getOwnPropertyDescriptor(value, key);
          if (property !== undefined && "value" in property) waiting.push(property.value);
        }
      }
    }

    async function dump(name: string): Promise<string> {
      const database = await done(indexedDB.open(name));
      const stores = [...database.objectStoreNames];
      const rows = await Promise.all(stores.map((store) => done(database.transaction(store).objectStore(store).getAll())));
      database.close();
      return JSON.stringify(rows);
    }

    function done<Result>(request: IDBRequest<Result>): Promise<Result> {
      return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("IndexedDB failed"));
      });
    }
  }, texts);
  const devtools = await page.context().newCDPSession(page);
  const { entries } = await devtools.send("Page.getNavigationHistory");
  const inHistory = entries.some(({ url }) => texts.some((text) => decodeURIComponent(url).includes(text)));
  await devtools.detach();
  return inHistory ? [...found, "history"] : found;
}

/** Whether a string of the page's scripts, reachable or not by the walk above, still has the text once the garbage is collected. */
export async function isOnHeap(page: Page, texts: string[]): Promise<boolean> {
  const devtools = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  devtools.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await devtools.detach();
  const { snapshot, nodes, strings } = JSON.parse(chunks.join("")) as HeapSnapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [typeAt, nameAt] = [fields.indexOf("type"), fields.indexOf("name")];
  for (let node = 0; node < nodes.length; node += fields.length) {
    // DOM nodes aside: their snapshot names quote attributes, and the driver's own look-ups keep some alive.
    if (types[0][nodes[node + typeAt] ?? 0]?.endsWith("string") !== true) continue;
    const value = strings[nodes[node + nameAt] ?? 0] ?? "";
    if (texts.some((text) => value.includes(text))) return true;
  }
  return false;
}

interface HeapSnapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
  strings: string[];
}
