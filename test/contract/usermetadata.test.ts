import { afterAll, beforeAll, expect, test } from "vitest";
import type { JsonObject } from "../../demo/core/json.js";
import { startTestCore, unique, type TestCore } from "./support.js";

let t: TestCore;
beforeAll(async () => {
  t = await startTestCore();
});
afterAll(() => t.core.close());

const read = async (userId: string) => (await t.get("/recipe/user/metadata", { userId })).body;
const update = async (userId: string, metadataUpdate: JsonObject) =>
  (await t.put("/recipe/user/metadata", { userId, metadataUpdate })).body;

test("an unknown user has empty metadata", async () => {
  expect(await read(unique("u"))).toEqual({ status: "OK", metadata: {} });
});

test("an update answers the whole result, and is kept", async () => {
  const userId = unique("u");
  const metadata = { _supertokens: { requiredSecondaryFactors: ["totp"] } };
  expect(await update(userId, metadata)).toEqual({ status: "OK", metadata });
  expect(await read(userId)).toEqual({ status: "OK", metadata });
});

test("updates merge at the top level only: a nested object is replaced whole", async () => {
  const userId = unique("u");
  await update(userId, { a: { b: 1 }, c: 2 });
  expect((await update(userId, { a: { x: 3 } })).metadata).toEqual({ a: { x: 3 }, c: 2 });
});

test("null removes a key; inside a nested object it is a value", async () => {
  const userId = unique("u");
  expect((await update(userId, { a: 1, b: null, c: { d: null } })).metadata).toEqual({ a: 1, c: { d: null } });
  expect((await update(userId, { a: null })).metadata).toEqual({ c: { d: null } });
});

test("clearing removes all of it", async () => {
  const userId = unique("u");
  await update(userId, { a: 1 });
  expect((await t.post("/recipe/user/metadata/remove", { userId })).body).toEqual({ status: "OK" });
  expect((await read(userId)).metadata).toEqual({});
});

test("parallel updates of different keys all arrive", async () => {
  const userId = unique("u");
  const keys = Array.from({ length: 20 }, (_, index) => `key${index}`);
  await Promise.all(keys.map((key) => update(userId, { [key]: true })));
  expect((await read(userId)).metadata).toEqual(Object.fromEntries(keys.map((key) => [key, true])));
});

test("a key called __proto__ is a key like any other", async () => {
  const userId = unique("u");
  await t.raw("PUT", "/recipe/user/metadata", `{"userId":"${userId}","metadataUpdate":{"__proto__":{"admin":true}}}`);
  const answer = await fetch(`${t.core.url}/recipe/user/metadata?userId=${userId}`);
  expect(await answer.text()).toBe('{"metadata":{"__proto__":{"admin":true}},"status":"OK"}\n');
  expect((await read(unique("u"))).metadata).toEqual({});
});

test.each([{}, { userId: "u" }, { userId: "u", metadataUpdate: [] }, { userId: "u", metadataUpdate: null }])(
  "%j is a 400",
  async (body) => {
    expect((await t.put("/recipe/user/metadata", body)).status).toBe(400);
  },
);
