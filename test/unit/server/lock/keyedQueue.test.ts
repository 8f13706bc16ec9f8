import { expect, test } from "vitest";
import { createKeyedQueue } from "../../../../src/server/lock/keyedQueue.js";

test("a task that fails doesn't hold up the next one of its key", async () => {
  const queue = createKeyedQueue();
  const failing = queue.run("ada", () => Promise.reject(new Error("no")));
  const next = queue.run("ada", async () => "done");
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("done");
});

test("a task that comes while the last one in line runs waits for it", async () => {
  const queue = createKeyedQueue();
  const order: string[] = [];
  let finish = () => {};
  const first = queue.run("ada", async () => undefined);
  const second = queue.run(
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
  const third = queue.run("ada", async () => void order.push("third"));
  await new Promise(setImmediate);
  finish();
  await Promise.all([second, third]);
  expect(order).toEqual(["second", "third"]);
});
