import { useEffect, useRef, useState } from "react";

/*
 * What the panel uses of TanStack Query, in the script: the one file has no room for the rest. A query is read when it
 * is mounted, when the page is looked at or the network is back, and when it is invalidated; a read that fails keeps
 * the data of the one before.
 */

interface Result<Data, Failure> {
  data: Data | undefined;
  error: Failure | null;
}

interface Options<Data> {
  queryKey: readonly string[];
  queryFn(): Promise<Data>;
}

/** A read of one mounted query. `reset` forgets what there was. */
type Read = (reset: boolean) => Promise<void>;

export class QueryClient {
  readonly #reads = new Set<Read>();
  readonly #look = () => {
    if (document.visibilityState === "visible") void this.invalidateQueries();
  };

  mount(): void {
    window.addEventListener("visibilitychange", this.#look);
    window.addEventListener("online", this.#look);
  }

  unmount(): void {
    window.removeEventListener("visibilitychange", this.#look);
    window.removeEventListener("online", this.#look);
  }

  /** Reads again; what there was stays until then. */
  async invalidateQueries(): Promise<void> {
    await this.#readAll(false);
  }

  /** Reads again, from nothing. */
  async resetQueries(): Promise<void> {
    await this.#readAll(true);
  }

  /** Makes a read part of the client while a query is mounted, and reads at once. Returns how to take it out. */
  add(read: Read): () => void {
    this.#reads.add(read);
    void read(false);
    return () => this.#reads.delete(read);
  }

  async #readAll(reset: boolean): Promise<void> {
    await Promise.all([...this.#reads].map((read) => read(reset)));
  }
}

export function useQuery<Data, Failure>({ queryKey, queryFn }: Options<Data>, client: QueryClient): Result<Data, Failure> {
  const [result, setResult] = useState<Result<Data, Failure>>({ data: undefined, error: null });
  const [key] = queryKey;
  const underWay = useRef<Promise<Data>>(undefined);
  const latestFn = useRef(queryFn);
  useEffect(() => {
    latestFn.current = queryFn;
  });
  useEffect(() => {
    // Of two reads at once the later one counts, whichever answers first. One that is on its way when the query is
    // mounted is not made a second time.
    let latest = 0;
    const read: Read = async (reset) => {
      const mine = ++latest;
      if (reset) setResult({ data: undefined, error: null });
      try {
        underWay.current = (mine === 1 ? underWay.current : undefined) ?? latestFn.current();
        const data = await underWay.current;
        if (mine === latest) setResult({ data, error: null });
      } catch (error) {
        if (mine === latest) setResult((shown) => ({ ...shown, error: error as Failure }));
      } finally {
        if (mine === latest) underWay.current = undefined;
      }
    };
    const remove = client.add(read);
    return () => {
      latest = Infinity;
      remove();
    };
  }, [client, key]);
  return result;
}
