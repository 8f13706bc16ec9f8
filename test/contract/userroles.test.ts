import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestCore, unique, type TestCore } from "./support.js";

let t: TestCore;
beforeAll(async () => {
  t = await startTestCore();
});
afterAll(() => t.core.close());

const UNKNOWN = { status: "UNKNOWN_ROLE_ERROR" };
const assign = async (userId: string, role: string, tenant = "public") =>
  (await t.put(`/${tenant}/recipe/user/role`, { userId, role })).body;
const rolesOf = async (userId: string, tenant = "public") => (await t.get(`/${tenant}/recipe/user/roles`, { userId })).body;

async function newRole(permissions: string[] = []): Promise<string> {
  const role = unique("role");
  await t.put("/recipe/role", { role, permissions });
  return role;
}

test("creating a role twice adds the permissions", async () => {
  const role = unique("role");
  const create = async (permissions: string[]) => (await t.put("/recipe/role", { role, permissions })).body;
  expect(await create(["read", "write"])).toEqual({ status: "OK", createdNewRole: true });
  expect(await create(["write", "del"])).toEqual({ status: "OK", createdNewRole: false });
  expect((await t.get("/recipe/role/permissions", { role })).body).toEqual({
    status: "OK",
    permissions: ["del", "read", "write"],
  });
});

test("permissions can be taken away", async () => {
  const role = await newRole(["read", "write"]);
  const taken = await t.post("/recipe/role/permissions/remove", { role, permissions: ["read", "never had"] });
  expect(taken.body).toEqual({ status: "OK" });
  expect((await t.get("/recipe/role/permissions", { role })).body.permissions).toEqual(["write"]);
});

test("of many who give a role at once, one is told that it is new", async () => {
  const [userId, role] = [unique("u"), await newRole()];
  const answers = await Promise.all(Array.from({ length: 8 }, () => assign(userId, role)));
  expect(answers.filter((answer) => answer.didUserAlreadyHaveRole === false)).toHaveLength(1);
  expect(answers.every((answer) => answer.status === "OK")).toBe(true);
});

test("roles are found by permission", async () => {
  const permission = unique("permission");
  const role = await newRole([permission]);
  expect((await t.get("/recipe/permission/roles", { permission })).body).toEqual({ status: "OK", roles: [role] });
  expect((await t.get("/recipe/permission/roles", { permission: unique("p") })).body.roles).toEqual([]);
});

test("all roles are listed in order", async () => {
  const other = await startTestCore();
  try {
    for (const role of ["b", "c", "a"]) await other.put("/recipe/role", { role });
    expect((await other.get("/recipe/roles")).body).toEqual({ status: "OK", roles: ["a", "b", "c"] });
  } finally {
    await other.core.close();
  }
});

test("a user gets a role once", async () => {
  const [userId, role] = [unique("u"), await newRole()];
  expect(await assign(userId, role)).toEqual({ status: "OK", didUserAlreadyHaveRole: false });
  expect(await assign(userId, role)).toEqual({ status: "OK", didUserAlreadyHaveRole: true });
  expect(await rolesOf(userId)).toEqual({ status: "OK", roles: [role] });
  expect((await t.get("/public/recipe/role/users", { role })).body).toEqual({ status: "OK", users: [userId] });
});

test("a role is held per tenant", async () => {
  const tenantId = unique("t");
  await t.put("/recipe/multitenancy/tenant/v2", { tenantId });
  const [userId, role] = [unique("u"), await newRole()];
  await assign(userId, role, tenantId);
  expect((await rolesOf(userId)).roles).toEqual([]);
  expect((await rolesOf(userId, tenantId)).roles).toEqual([role]);
  expect((await t.get("/public/recipe/role/users", { role })).body.users).toEqual([]);
});

test("a role can be taken away once", async () => {
  const [userId, role] = [unique("u"), await newRole()];
  await assign(userId, role);
  const remove = async () => (await t.post("/public/recipe/user/role/remove", { userId, role })).body;
  expect(await remove()).toEqual({ status: "OK", didUserHaveRole: true });
  expect(await remove()).toEqual({ status: "OK", didUserHaveRole: false });
});

test("deleting a role takes it from its users", async () => {
  const [userId, role] = [unique("u"), await newRole()];
  await assign(userId, role);
  const remove = async () => (await t.post("/recipe/role/remove", { role })).body;
  expect(await remove()).toEqual({ status: "OK", didRoleExist: true });
  expect(await remove()).toEqual({ status: "OK", didRoleExist: false });
  expect((await rolesOf(userId)).roles).toEqual([]);
});

test("an unknown role is UNKNOWN_ROLE_ERROR wherever one is named", async () => {
  const role = unique("role");
  const userId = unique("u");
  expect(await assign(userId, role)).toEqual(UNKNOWN);
  expect((await t.post("/public/recipe/user/role/remove", { userId, role })).body).toEqual(UNKNOWN);
  expect((await t.get("/public/recipe/role/users", { role })).body).toEqual(UNKNOWN);
  expect((await t.get("/recipe/role/permissions", { role })).body).toEqual(UNKNOWN);
  expect((await t.post("/recipe/role/permissions/remove", { role, permissions: [] })).body).toEqual(UNKNOWN);
});

test("names are trimmed, and must not be empty then", async () => {
  const role = unique("role");
  await t.put("/recipe/role", { role: ` ${role} ` });
  expect((await t.get("/recipe/role/permissions", { role })).body.permissions).toEqual([]);
  expect(await t.put("/recipe/role", { role: " " })).toMatchObject({
    status: 400,
    text: "Field name 'role' cannot be an empty String\n",
  });
  expect(await t.put("/recipe/role", { role, permissions: [" "] })).toMatchObject({
    status: 400,
    text: "Field name 'permissions' cannot contain an empty string\n",
  });
});
