import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/troubleshooting.md"), "utf8");

/** A message's first clause, in the parts around the values that are put into it. */
function wordsOf(message: string): string[] {
  const parts = message.replace(/^supertokens-mfa-react: /, "").split(/\$\{[^}]*\}/);
  return parts.map((part) => /^.{0,12}[^,;]*?(?=[,;]|\. |$)/.exec(part.trim())?.[0] ?? "").filter((part) => /^[^.:"].{7}/.test(part));
}

test("every mistake that is told, thrown or logged is on the page about troubleshooting, with its mend", () => {
  const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
  const messages = files.flatMap((file) => {
    const source = readFileSync(join(root, "src", file), "utf8");
    const told = [
      ...source.matchAll(/new (?:MfaMisuseError|TypeError)\(\s*(["`])((?:(?!\1)[^])*)\1/g),
      ...source.matchAll(/(["`])(supertokens-mfa-react: (?:(?!\1)[^])*)\1/g),
    ];
    return told.flatMap(([, , message = ""]) => wordsOf(message));
  });
  expect(messages).toContain("redirectToFactor got no factor id.");
  expect(messages).toContain("was not linked into user");
  expect(messages.filter((words) => !page.includes(words))).toEqual([]);
});
