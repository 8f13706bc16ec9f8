import { expect, test } from "vitest";
import { processLock } from "../../../../src/server/lock/processLock.js";
import { reentrant } from "../../../../src/server/lock/reentrant.js";

/** Notes when work begins and ends; `turns` are how many times it lets others run in between. */
function createNotes() {
  const notes: string[] = [];
  return {
    notes,
    work:
      (name: string, turns = 3) =>
      async () => {
        notes.push(`${name} begins`);
        for (let turn = 0; turn < turns; turn++) await Promise.resolve();
        notes.push(`${name} ends`);
      },
  };
}

test("the holder of a lock takes it again, any number of times, and doesn't wait for itself", async () => {
  const { run } = reentrant(processLock());
  expect(await run("ada", () => run("ada", () => run("ada", async () => "done")))).toBe("done");
});

test("what the holder calls side by side takes turns: no write of its own is lost either", async () => {
  const { run } = reentrant(processLock());
  const { notes, work } = createNotes();
  await run("ada", () => Promise.all([run("ada", work("first")), run("ada", work("second"))]));
  expect(notes).toEqual(["first begins", "first ends", "second begins", "second ends"]);
});

test("another one waits until the last thing that came in from within is done, awaited or not", async () => {
  const { run } = reentrant(processLock());
  const { notes, work } = createNotes();
  const holder = run("ada", async () => void run("ada", work("not awaited", 10)));
  await Promise.all([holder, run("ada", work("next"))]);
  expect(notes).toEqual(["not awaited begins", "not awaited ends", "next begins", "next ends"]);
});

test("what the holder leaves running takes its turn once the lock was given back", async () => {
  const { run } = reentrant(processLock());
  const { notes, work } = createNotes();
  let leftRunning = Promise.resolve();
  let finish = () => {};
  const holder = run("ada", async () => {
    const later = new Promise<void>((resolve) => (finish = resolve));
    leftRunning = later.then(() => run("ada", work("left running")));
  });
  await holder;
  const next = run("ada", work("next"));
  finish();
  await Promise.all([next, leftRunning]);
  expect(notes).toEqual(["next begins", "next ends", "left running begins", "left running ends"]);
});

test("a detached call waits for the lock that it was called under", async () => {
  const { run, detached } = reentrant(processLock());
  const { notes, work } = createNotes();
  let told = Promise.resolve();
  await run("ada", async () => {
    told = detached(() => run("ada", work("told")));
    await work("change", 10)();
  });
  await told;
  expect(notes).toEqual(["change begins", "change ends", "told begins", "told ends"]);
});

test("a lock that is held for one user isn't one for another, and a failure gives it back", async () => {
  const keys: string[] = [];
  const { run } = reentrant((key, work) => {
    keys.push(key);
    return work();
  });
  await expect(run("ada", () => run("bob", () => Promise.reject(new Error("no"))))).rejects.toThrow("no");
  await run("ada", async () => undefined);
  expect(keys).toEqual(["ada", "bob", "ada"]);
});
