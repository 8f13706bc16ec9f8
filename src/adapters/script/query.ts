/*
 * What the panel uses of TanStack Query, in the script: the one file has no room for the rest. A query is read when it
 * is watched, when the page is looked at or the network is back, and when it is invalidated; a read that fails keeps
 * the data of the one before.
 */

interface Result<Data, Failure> {
  data: Data | undefined;
  error: Failure | null;
}

interface Options<Data> {
  queryKey: readonly string[];
  queryFn(): Promise<Data>;
  /** @default true */
  enabled?: boolean;
}

/** A read of one watched query. `reset` forgets what there was. */
type Read = (reset: boolean) => Promise<void>;

export class QueryClient {
  readonly #reads = new Set<Read>();
  /** By query: one that is on its way when the query is watched is not made a second time. */
  readonly underWay = new Map<string, Promise<unknown>>();
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

  /** Makes a read part of the client while a query is watched, and reads at once. Returns how to take it out. */
  add(read: Read): () => void {
    this.#reads.add(read);
    void read(false);
    return () => this.#reads.delete(read);
  }

  async #readAll(reset: boolean): Promise<void> {
    await Promise.all([...this.#reads].map((read) => read(reset)));
  }
}

export class QueryObserver<Data, Failure> {
  #result: Result<Data, Failure> = { data: undefined, error: null };
  readonly #client: QueryClient;
  readonly #options: Options<Data>;

  constructor(client: QueryClient, options: Options<Data>) {
    this.#client = client;
    this.#options = options;
  }

  getCurrentResult(): Result<Data, Failure> {
    return this.#result;
  }

  subscribe(listener: () => void): () => void {
    const { queryKey, queryFn, enabled = true } = this.#options;
    const { underWay } = this.#client;
    const key = queryKey.join();
    // Of two reads at once the later one counts, whichever answers first.
    let latest = 0;
    const show = (result: Result<Data, Failure>) => {
      this.#result = result;
      listener();
    };
    const read: Read = async (reset) => {
      const mine = ++latest;
      if (reset) show({ data: undefined, error: null });
      const call = ((mine === 1 ? underWay.get(key) : undefined) as Promise<Data> | undefined) ?? queryFn();
      underWay.set(key, call);
      try {
        const data = await call;
        if (mine === latest) show({ data, error: null });
      } catch (error) {
        if (mine === latest) show({ ...this.#result, error: error as Failure });
      } finally {
        if (underWay.get(key) === call) underWay.delete(key);
      }
    };
    const remove = enabled ? this.#client.add(read) : () => undefined;
    return () => {
      latest = Infinity;
      remove();
    };
  }
}
