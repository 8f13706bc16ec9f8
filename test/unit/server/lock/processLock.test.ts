import { expect, test } from "vitest";
import { processLock } from "../../../../src/server/lock/processLock.js";

test("a task that fails doesn't hold up the next one of its key", async () => {
  const lock = processLock();
  const failing = lock("ada", () => Promise.reject(new Error("no")));
  const next = lock("ada", async () => "done");
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("done");
});

test("a task that comes while the last one in line runs waits for it", async () => {
  const lock = processLock();
  const order: string[] = [];
  let finish = () => {};
  const first = lock("ada", async () => undefined);
  const second = lock(
    "ada",
    () =>
      new Promise<void>(
        (resolve) =>
          (finish = () => {
            order.push("second");
            resolve();
          }),
      ),
  );
  await first;
  const third = lock("ada", async () => void order.push("third"));
  await new Promise(setImmediate);
  finish();
  await Promise.all([second, third]);
  expect(order).toEqual(["second", "third"]);
});
