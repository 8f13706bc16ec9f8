import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LockTimeout } from "../../../../src/server/lock/lock.js";
import { postgresLock, type PostgresClient } from "../../../../src/server/lock/postgresLock.js";

/** A pool that hands out `max` connections, whose queries `answer`; a real one is asked in test/integration/severalProcesses. */
function createPool(max: number, answer: (text: string) => Promise<unknown> = async () => undefined) {
  let out = 0;
  const waiting: (() => void)[] = [];
  const pool = {
    options: { max },
    mostOut: 0,
    destroyed: 0,
    out: () => out,
    async connect(): Promise<PostgresClient> {
      if (out === max) await new Promise<void>((resolve) => waiting.push(resolve));
      else out += 1;
      pool.mostOut = Math.max(pool.mostOut, out);
      return {
        query: answer,
        on: () => undefined,
        off: () => undefined,
        release(destroy) {
          if (destroy === true) pool.destroyed += 1;
          const next = waiting.shift();
          if (next === undefined) out -= 1;
          else next();
        },
      };
    },
  };
  return pool;
}

const users = (count: number) => Array.from({ length: count }, (_, index) => `user${index}`);

test("a pool of one connection is refused: what a change reads would wait for the connection that the change holds", () => {
  expect(() => postgresLock(createPool(1))).toThrow(/at least 2 connections/);
});

test("changes of many users at once leave connections to what they read from the same pool", async () => {
  const pool = createPool(4);
  const lock = postgresLock(pool);
  const read = async () => (await pool.connect()).release();
  await Promise.all(users(20).map((user) => lock(user, read)));
  expect(pool.out()).toBe(0);
});

test("a user's changes that wait take no connection", async () => {
  const pool = createPool(20);
  const lock = postgresLock(pool);
  await Promise.all(users(10).map(() => lock("ada", async () => undefined)));
  expect(pool.mostOut).toBe(1);
});

describe("after 10 seconds", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Starts a change, and says how it ended and whether it was made. */
  function start(lock: ReturnType<typeof postgresLock>) {
    const work = vi.fn(async () => undefined);
    const ended = lock("ada", work).catch((error: unknown) => error);
    return { work, ended };
  }

  test("a change that waits for one in the same process isn't made, then or later", async () => {
    let finish = () => {};
    const lock = postgresLock(createPool(2));
    const first = lock("ada", () => new Promise<void>((resolve) => (finish = resolve)));
    const { work, ended } = start(lock);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await ended).toBeInstanceOf(LockTimeout);
    finish();
    await first;
    await vi.advanceTimersByTimeAsync(0);
    expect(work).not.toHaveBeenCalled();
  });

  test("one that waits for a connection isn't made, and the connection goes back when it comes", async () => {
    const pool = createPool(2);
    const [one, other] = [await pool.connect(), await pool.connect()];
    const { work, ended } = start(postgresLock(pool));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await ended).toBeInstanceOf(LockTimeout);
    one.release();
    other.release();
    await vi.advanceTimersByTimeAsync(0);
    expect(work).not.toHaveBeenCalled();
    expect(pool.out()).toBe(0);
  });

  test("one whose database doesn't answer isn't made, and its connection isn't used again", async () => {
    const pool = createPool(2, () => new Promise(() => {}));
    const { work, ended } = start(postgresLock(pool));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await ended).toBeInstanceOf(LockTimeout);
    await vi.advanceTimersByTimeAsync(0);
    expect(work).not.toHaveBeenCalled();
    expect(pool).toMatchObject({ destroyed: 1 });
    expect(pool.out()).toBe(0);
  });

  test("one that began goes on to its end", async () => {
    let finish = () => {};
    const ended = postgresLock(createPool(2))("ada", () => new Promise<string>((resolve) => (finish = () => resolve("done"))));
    await vi.advanceTimersByTimeAsync(60_000);
    finish();
    expect(await ended).toBe("done");
  });
});

test("what was done counts although the lock can't be given back; its connection isn't used again", async () => {
  const pool = createPool(2, async (text) => {
    if (text === "commit") throw new Error("The server closed the connection");
  });
  expect(await postgresLock(pool)("ada", async () => "done")).toBe("done");
  expect(pool.destroyed).toBe(1);
});
