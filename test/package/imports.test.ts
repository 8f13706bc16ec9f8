import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { runModule } from "./support/run.js";

const { folder } = inject("packed");
const consumers = inject("consumers");
const locales = readdirSync(join(folder, "dist/messages/locales")).flatMap((file) => /^(.+)\.js$/.exec(file)?.[1] ?? []);

async function exportsOf(door: string, consumer: string): Promise<string[]> {
  return JSON.parse(await runModule(`console.log(JSON.stringify(Object.keys(await import("${door}"))))`, consumer)) as string[];
}

describe.each([
  ["React 19 and react-router 7", consumers.react19],
  ["React 18 and react-router 6", consumers.react18],
])("plain Node imports, with %s,", (_, consumer) => {
  test.each([
    ["supertokens-mfa-react", "MultiFactorAuth"],
    ["supertokens-mfa-react/settings", "TotpSettings"],
    ["supertokens-mfa-react/react-router-dom", "mfaRoutes"],
    ["supertokens-mfa-react/elements", "mfaRedirect"],
    ["supertokens-mfa-react/server", "totpMfa"],
  ])("%s", async (door, name) => {
    expect(await exportsOf(door, consumer)).toContain(name);
  });
});

test.each(["supertokens-mfa-react/react-router", "supertokens-mfa-react/tanstack-router"])("plain Node imports %s", async (door) => {
  expect(await exportsOf(door, consumers.react19)).toContain("MfaRoutes");
});

test("plain Node imports every language, each under its own name", async () => {
  expect(locales).toContain("en");
  const script = `for (const name of ${JSON.stringify(locales)}) console.log(Object.keys(await import("supertokens-mfa-react/locales/" + name)).length > 0);`;
  expect((await runModule(script, consumers.react19)).trim().split("\n")).toEqual(locales.map(() => "true"));
});

test.each(["supertokens-mfa-react", "supertokens-mfa-react/settings"])("%s needs neither a router nor the backend's SDK", async (door) => {
  expect(await exportsOf(door, consumers.withoutOptionalPeers)).not.toEqual([]);
});

test("the server plugin needs no React", async () => {
  expect(await exportsOf("supertokens-mfa-react/server", consumers.commonJs)).toContain("totpMfa");
});

test("the stylesheet is there under its name, and nothing below the doors is", async () => {
  const script = `console.log(import.meta.resolve("supertokens-mfa-react/styles.css").endsWith("dist/styles.css"));
    console.log(await import("supertokens-mfa-react/dist/index.js").then(() => "open", ({ code }) => code));`;
  expect(await runModule(script, consumers.react19)).toBe("true\nERR_PACKAGE_PATH_NOT_EXPORTED\n");
});
