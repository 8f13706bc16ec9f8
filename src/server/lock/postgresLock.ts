import { createHash } from "node:crypto";
import { LockTimeout, type Lock } from "./lock.js";
import { processLock } from "./processLock.js";

/** The part of a `pg` pool that {@link postgresLock} uses. */
export interface PostgresPool {
  readonly options: {
    /** The most connections that the pool opens. */
    readonly max: number;
  };
  connect(): Promise<PostgresClient>;
}

/** The part of a `pg` pool's client that {@link postgresLock} uses. */
export interface PostgresClient {
  query(text: string): Promise<unknown>;
  on(event: "error", listener: (error: Error) => void): unknown;
  off(event: "error", listener: (error: Error) => void): unknown;
  release(destroy?: boolean | Error): void;
}

/** Milliseconds that a change waits for the one before it. */
const patienceMs = 10_000;

/** PostgreSQL's `lock_not_available`: `lock_timeout` ran out. */
const lockNotAvailable = "55P03";

/**
 * A {@link Lock} for an API of several processes, on the app's own `pg` pool: all of them connect to one PostgreSQL
 * database, which needs no table for it. It takes a transaction's advisory lock, so it is given back when its process
 * dies, and works behind a PgBouncer in transaction mode.
 *
 * A change holds one connection while it runs. Changes take half of the pool's connections at most, so that a policy
 * which reads from the same pool always gets one. A change that can't begin within 10 seconds isn't made, and the user
 * is told to try again.
 *
 * ```ts
 * totpMfa({ require: requireTotp.whenEnabled(), lock: postgresLock(pool) });
 * ```
 *
 * @throws TypeError when the pool has less than two connections.
 */
export function postgresLock(pool: PostgresPool): Lock {
  const most = Math.floor(pool.options.max / 2);
  if (!(most >= 1)) {
    throw new TypeError(
      `postgresLock needs a pool of at least 2 connections, not ${String(pool.options.max)}: a change of factors holds one, and what ` +
        "it reads from the same pool would wait for that one forever. Raise the pool's `max`.",
    );
  }
  // Those who wait for the same user stand in line in here, where it takes no connection.
  const sameUser = processLock();
  const places = createPlaces(most);
  return (key, work) => inTime((wait) => sameUser(key, () => places(() => hold(pool, key, wait, work))));
}

/** The time that a change may wait. */
interface Wait {
  /** @throws LockTimeout when it is over. */
  remainingMs(): number;
  /** The work begins, and may take as long as it takes. */
  end(): void;
  /** Rejects when it is over before its end. */
  over: Promise<never>;
}

async function inTime<T>(run: (wait: Wait) => Promise<T>): Promise<T> {
  const until = performance.now() + patienceMs;
  let late = false;
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late = true;
      reject(new LockTimeout());
    }, patienceMs);
  });
  const remainingMs = () => {
    if (late) throw new LockTimeout();
    return Math.max(1, Math.ceil(until - performance.now()));
  };
  const end = () => {
    remainingMs();
    clearTimeout(timer);
  };
  return Promise.race([run({ remainingMs, end, over }), over]).finally(() => clearTimeout(timer));
}

async function hold<T>(pool: PostgresPool, key: string, wait: Wait, work: () => Promise<T>): Promise<T> {
  wait.remainingMs();
  const client = await pool.connect();
  // A connection that is lost while it is out of the pool would end the process.
  let broken: Error | undefined;
  const onError = (error: Error) => (broken = error);
  client.on("error", onError);
  // Until the lock is held the connection is in an unknown state, and the pool is better off without it.
  let dispose = true;
  try {
    await take(client, key, wait);
    wait.end();
    dispose = false;
    return await work();
  } finally {
    // What was done is done: a lock that can't be given back goes with its connection.
    if (!dispose)
      dispose = await client.query("commit").then(
        () => broken !== undefined,
        () => true,
      );
    client.off("error", onError);
    client.release(dispose);
  }
}

/** One round trip. The limits are the transaction's own: the app's could end it in the middle of a change. */
async function take(client: PostgresClient, key: string, wait: Wait): Promise<void> {
  const statements = [
    "begin",
    "set local statement_timeout = 0",
    "set local idle_in_transaction_session_timeout = 0",
    `set local lock_timeout = ${wait.remainingMs()}`,
    `select pg_advisory_xact_lock(${toBigint(key)})`,
  ];
  try {
    await Promise.race([client.query(statements.join("; ")), wait.over]);
  } catch (error) {
    throw isLockNotAvailable(error) ? new LockTimeout(error) : error;
  }
}

/** An advisory lock's name is a signed number of 64 bits. */
function toBigint(key: string): bigint {
  return createHash("sha256").update(key).digest().readBigInt64BE();
}

function isLockNotAvailable(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === lockNotAvailable;
}

/** Lets in `count` at a time, in the order in which they came. */
function createPlaces(count: number): <T>(visit: () => Promise<T>) => Promise<T> {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (visit) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await visit();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
