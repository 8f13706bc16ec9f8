import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/styling.md"), "utf8");

/** Every text that follows `pattern` in the files. */
function collect(files: readonly string[], pattern: RegExp): string[] {
  const found = files.flatMap((file) => [...readFileSync(file, "utf8").matchAll(pattern)].flatMap(([, name]) => name ?? []));
  return [...new Set(found)].sort();
}

test("every part that carries a slot is on the page about styling", () => {
  const views = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx"));
  const slots = collect(
    views.map((file) => join(root, "src", file)),
    /(?:data-mfa-)?slot="([a-z-]+)"/g,
  );
  expect(slots).toContain("qr-code");
  expect(slots.filter((slot) => !page.includes(`\`${slot}\``))).toEqual([]);
});

test("every token of the style sheet is on the page about styling", () => {
  const tokens = collect([join(root, "src/styles.css")], /^\s*--(mfa-[a-z-]+):/gm);
  expect(tokens).toContain("mfa-accent");
  // Said once for the three that have one.
  const named = (token: string) => page.includes(`--${token}\``) || page.includes(`--${token.replace(/-surface$/, "")}\``);
  expect(tokens.filter((token) => !named(token))).toEqual([]);
});
