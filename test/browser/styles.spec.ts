import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test, type Page } from "@playwright/test";
import tailwindcss from "@tailwindcss/vite";
import { build } from "vite";
import { bundle } from "./support/ownApp.js";

const origin = "http://looks.example";
const root = fileURLToPath(new URL("../../", import.meta.url));

/** What apps bring beside ours. The first is the plainest of resets, the last what Vite's own template starts with. */
const appStyles = {
  "a reset": async () => "button, input { all: unset } * { margin: 0; padding: 0 } ul, ol { list-style: none } a { color: inherit }",
  "Tailwind 4": tailwind,
  "Bootstrap 5": () => readFile(`${root}node_modules/bootstrap/dist/css/bootstrap.css`, "utf8"),
  "a template": async () => `
    :root { font-family: Georgia, serif; line-height: 2; letter-spacing: 0.1em; text-align: center }
    h1 { font-size: 3.2em; line-height: 1.1 } a:hover { color: #535bf2 } p { text-transform: uppercase }
    button { border-radius: 8px; border: 1px solid transparent; padding: 0.6em 1.2em; background-color: #1a1a1a; color: white }
    button:hover { border-color: #646cff; color: red } button:focus, button:focus-visible { outline: 4px auto green; background: green }
    input:focus { background: yellow; border-color: yellow } ul li { margin: 2rem } section > p { color: red }`,
};

/** Said of the whole page, and no part's own: what taps and text look like in the app, and tabs, of which we have none. */
const unseenStyles = ["tab-size", "text-size-adjust", "-webkit-tap-highlight-color", "-webkit-font-smoothing"];

/** Computed styles by part. */
type Look = Record<string, Record<string, string>>;

// The ring that turns is at another angle each time.
test.use({ contextOptions: { reducedMotion: "reduce" } });

let script = "";
let ours = "";
const foreign = new Map<string, string>();

test.beforeAll(async () => {
  [script, ours] = await Promise.all([bundle("looks.tsx", "browser"), readFile(`${root}src/styles.css`, "utf8")]);
  for (const [name, load] of Object.entries(appStyles)) foreign.set(name, await load());
});

test("the screens look the same beside any style sheet, imported before or after", async ({ page }) => {
  const alone = await look(page, [ours]);
  expect(Object.keys(alone).length).toBeGreaterThan(100);
  for (const [name, theirs] of foreign) {
    expect(differences(alone, await look(page, [theirs, ours])), `${name}, then ours`).toEqual([]);
    expect(differences(alone, await look(page, [ours, theirs])), `ours, then ${name}`).toEqual([]);
  }
  expect(differences(alone, await look(page, [ours], "?mui")), "MUI's baseline").toEqual([]);
});

test("a class of the app's own, a token and a rule over the layered sheet change the look, in any order", async ({ page }) => {
  const brand = `.brand { --mfa-accent: rgb(1, 2, 3) } .brand [data-mfa-slot="title"] { font-size: 40px }
    .brand [data-mfa-slot="button"] { border-radius: 3px }`;
  const title = page.locator("[data-mfa-slot=title]").first();
  const primary = page.locator("[data-mfa-slot=button][data-kind=primary]").first();
  for (const sheets of [
    [brand, ours],
    [ours, brand],
  ]) {
    await open(page, sheets);
    await expect(title).toHaveCSS("font-size", "40px");
    await expect(primary).toHaveCSS("background-color", "rgb(1, 2, 3)");
    await expect(primary).toHaveCSS("border-radius", "3px");
  }
  await open(page, [`h1 { font-size: 50px }`, `@layer mfa { ${ours} }`]);
  await expect(title).toHaveCSS("font-size", "50px");
  await expect(primary).toHaveCSS("border-radius", "10px");
});

async function open(page: Page, sheets: string[], search = ""): Promise<void> {
  const styles = sheets.map((sheet) => `<style>${sheet}</style>`).join("");
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Looks</title><style>body { margin: 0 }</style>${styles}
    <body><div id="root" class="brand" style="width:900px"></div><script type="module" src="/app.js"></script></body></html>`;
  await page.unrouteAll();
  await page.route(`${origin}/**`, (route) =>
    new URL(route.request().url()).pathname === "/app.js"
      ? route.fulfill({ contentType: "text/javascript", body: script })
      : route.fulfill({ contentType: "text/html", body: html }),
  );
  await page.goto(`${origin}/${search}`);
  await expect(page.locator("[data-mfa-slot=qr-code]")).toBeVisible();
  await expect(page.getByRole("dialog")).toBeVisible();
}

/** Every computed style of every part, at rest, and of a button and a field in the states that style sheets know. */
async function look(page: Page, sheets: string[], search = ""): Promise<Look> {
  await open(page, sheets, search);
  const dialog = page.getByRole("dialog");
  const found = await styles(page, "[data-mfa-card], [data-mfa-slot=settings]");
  for (const part of [dialog.getByRole("button").first(), dialog.getByRole("button").last()]) {
    await part.hover();
    Object.assign(found, prefixed("hover", await styles(page, "[data-mfa-slot=button]:hover")));
    await part.focus();
    Object.assign(found, prefixed("focus", await styles(page, "[data-mfa-slot=button]:focus")));
  }
  await dialog.getByRole("textbox").focus();
  return Object.assign(found, prefixed("field", await styles(page, "input:focus")));
}

async function styles(page: Page, selector: string): Promise<Look> {
  const found = await page.evaluate(
    ([roots, unseen]) => {
      const found: Record<string, Record<string, string>> = {};
      const parts = [...document.querySelectorAll(roots)].flatMap((part) => [part, ...part.querySelectorAll(":not(svg *)")]);
      for (const [index, part] of parts.entries()) {
        for (const pseudo of ["", "::before", "::after", "::backdrop"]) {
          const style = getComputedStyle(part, pseudo);
          // A pseudo-element without content, or without a dialog, isn't there.
          const isThere = pseudo === "" || (pseudo === "::backdrop" ? part.matches(":modal") : style.content !== "none");
          if (!isThere) continue;
          const names = [...style].filter((name) => !name.startsWith("--") && !unseen.includes(name));
          const slot = part.getAttribute("data-mfa-slot") ?? "";
          found[`${index} ${part.localName} ${slot}${pseudo}`] = Object.fromEntries(
            names.map((name) => [name, style.getPropertyValue(name)]),
          );
        }
      }
      // As one text: a hundred thousand values one by one take a second on their way here.
      return JSON.stringify(found);
    },
    [selector, unseenStyles] as const,
  );
  return JSON.parse(found) as Look;
}

function differences(wanted: Look, found: Look): string[] {
  return Object.entries(wanted).flatMap(([part, style]) =>
    Object.entries(style)
      .filter(([name, value]) => found[part]?.[name] !== value)
      .map(([name, value]) => `${part}: ${name} is ${found[part]?.[name]}, not ${value}`),
  );
}

function prefixed(prefix: string, found: Look): Look {
  return Object.fromEntries(Object.entries(found).map(([name, style]) => [`${prefix} ${name}`, style]));
}

/** As Tailwind's own Vite plugin makes it, with its preflight. */
async function tailwind(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    root,
    plugins: [
      tailwindcss(),
      {
        name: "app",
        resolveId: (id) => (id === "virtual:tailwind.css" ? `\0${id}` : undefined),
        load: (id) => (id === "\0virtual:tailwind.css" ? '@import "tailwindcss";' : undefined),
      },
    ],
    build: { write: false, rollupOptions: { input: "virtual:tailwind.css" } },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const sheet = outputs.flatMap((output) => ("output" in output ? output.output : [])).find(({ fileName }) => fileName.endsWith(".css"));
  if (sheet?.type !== "asset") throw new Error("Tailwind made no style sheet.");
  return String(sheet.source);
}
