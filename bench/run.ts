// npm run bench [-- --runs N]: our challenge and setup beside those of supertokens-auth-react, on one core and API.
// Nothing is asserted: the ratios are to be read, on a computer that does nothing else.
import { copyFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright";
import { build } from "../.ci/build.mjs";
import { bundle } from "../.ci/sizes.mjs";
import type { ApiReport } from "../demo/api/main.js";
import { startCore } from "../demo/core/server.js";
import { startChildPart } from "../demo/stack/childPart.js";
import { coreClock } from "../test/browser/support/coreClock.js";
import { findBrowser } from "../test/support/browser.mjs";
import { chromiumLaunch } from "../test/support/chromium.js";
import {
  floor,
  rowsRenderedAtRemoval,
  showScreens,
  slowNetwork,
  slowPhone,
  subjects,
  timeToField,
  timeToQrCode,
  timeToQrCodeInApp,
  timeToRows,
  visitChallenge,
  type Bench,
  type Timed,
} from "./measure.js";
import { median, shares, table, waterfall, type Row, type Share } from "./report.js";
import { openSite } from "./site.js";

const { values } = parseArgs({ options: { runs: { type: "string", default: "5" } } });
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1 || runs > 50)
  throw new Error(`--runs ${values.runs} is not a number of runs. Use one from 1 to 50.`);

const notes = [
  "¹ First load beyond React, react-router and supertokens-web-js, as Vite builds it.",
  "² With CORS preflights; our stylesheet is a file, theirs is in their JavaScript.",
  "³ Ours sends the code by itself; for theirs the bench presses Enter at once, which a person does later.",
].join("\n");

const started = performance.now();
process.env["CHROME_PATH"] = await findBrowser();
const repository = join(import.meta.dirname, "..");
const packageFolder = join(repository, "node_modules/.cache/bench/dist");
await build(packageFolder);
// It tells bundlers what has no side effects.
await copyFile(join(repository, "package.json"), join(packageFolder, "../package.json"));

const closers: (() => Promise<void>)[] = [];
try {
  // Core and API first: a Vite build sets NODE_ENV, and the core refuses to run in production.
  const site = await openSite();
  closers.push(site.close);
  const core = await startCore({ port: 0, now: coreClock.now });
  closers.push(core.close);
  const api = await startChildPart<ApiReport>({
    name: "The API",
    module: "demo/api/main.ts",
    // Without our plugin: both libraries meet the SDK as it is documented.
    env: { API_PORT: "0", WEB_URL: site.url, SUPERTOKENS_CORE_URI: core.url, MFA_PLUGIN: "off" },
  });
  closers.push(api.close);
  const firstLoads = await site.publish(api.value.url, packageFolder);
  const browser = await chromium.launch(chromiumLaunch());
  closers.push(() => browser.close());

  const bench: Bench = { browser, webUrl: site.url, apiUrl: api.value.url };
  console.log("150 ms and 1.6 Mbit/s, as Lighthouse has it; cold loads on a CPU four times slower.\n");
  console.log(`${shares([...(await slowly(bench)), javaScript(firstLoads)])}\n`);
  console.log(`${await manyDevices(bench)}\n`);
  const rows = [...(await sizes()), ...(await timings(bench)), ...(await accessibility(bench))];
  console.log(`${table(rows)}\n\n${notes}\n`);
  console.log(
    `Medians of ${runs} alternating runs (least–most). ${cpus().length} cores, Node ${process.versions.node}, Chromium ${browser.version()}.`,
  );
  console.log(`Took ${Math.round((performance.now() - started) / 1000)} s.`);
} finally {
  for (const close of closers.reverse()) await close();
}

/** What the challenge's route loads first, beyond React, react-router and supertokens-web-js. */
async function sizes(): Promise<Row[]> {
  const dist = (file: string) => JSON.stringify(join(packageFolder, file));
  const ours = `import { MultiFactorAuth, Totp } from ${dist("index.js")}; import { MfaRoutes } from ${dist("react-router.js")};
    globalThis.app = [MultiFactorAuth, Totp, MfaRoutes];`;
  const incumbent = `import SuperTokens, { SuperTokensWrapper } from "supertokens-auth-react";
    import Session from "supertokens-auth-react/recipe/session";
    import Totp from "supertokens-auth-react/recipe/totp";
    import MultiFactorAuth from "supertokens-auth-react/recipe/multifactorauth";
    import { TOTPPreBuiltUI } from "supertokens-auth-react/recipe/totp/prebuiltui";
    import { MultiFactorAuthPreBuiltUI } from "supertokens-auth-react/recipe/multifactorauth/prebuiltui";
    import { getSuperTokensRoutesForReactRouterDom } from "supertokens-auth-react/ui";
    globalThis.app = [SuperTokens, SuperTokensWrapper, Session, Totp, MultiFactorAuth, TOTPPreBuiltUI, MultiFactorAuthPreBuiltUI,
      getSuperTokensRoutesForReactRouterDom];`;
  const without = await bundle("globalThis.app = [];");
  const first = async (source: string) => [(await bundle(source)).first.size - without.first.size];
  return [{ name: "JavaScript of the challenge route, gzip¹", unit: "B", ours: await first(ours), incumbent: await first(incumbent) }];
}

/** The rows that a person waits for on a phone, with the floor beside them, and each row's requests. */
async function slowly(bench: Bench): Promise<Share[]> {
  const cold = { field: timeToField, qrCode: timeToQrCode };
  const seen = new Map<string, Timed[]>();
  const note = (key: string, run: number, timed: Timed) => {
    if (run > 0) seen.set(key, [...(seen.get(key) ?? []), timed]);
  };
  // The first visits warm up servers and browser and don't count.
  for (let run = 0; run <= runs; run += 1) {
    note("field floor", run, await timeToField(bench, floor.name, slowPhone));
    for (const { name } of subjects) {
      note(`field ${name}`, run, await cold.field(bench, name, slowPhone));
      note(`qrCode ${name}`, run, await cold.qrCode(bench, name, slowPhone));
      note(`inApp ${name}`, run, await timeToQrCodeInApp(bench, name, slowNetwork));
    }
  }
  const times = (key: string) => (seen.get(key) ?? []).map(({ ms }) => ms);
  const rows = [
    { key: "field", name: "Cold load to the code field", floor: times("field floor"), wanted: 0.15 },
    { key: "qrCode", name: "Cold load to the QR code", floor: times("field floor"), wanted: 0.35 },
    { key: "inApp", name: "`redirectToFactor` to the QR code in the running app", floor: undefined, wanted: 0.45 },
  ];
  for (const { key, name } of rows) {
    for (const subject of subjects) {
      // The visit in the middle, not the luckiest.
      const visits = seen.get(`${key} ${subject.name}`) ?? [];
      const middle = visits.toSorted((a, b) => a.ms - b.ms)[Math.floor((visits.length - 1) / 2)];
      if (middle !== undefined) console.log(`${waterfall(`${name}, ${subject.name}`, middle)}\n`);
    }
  }
  return rows.map(({ key, ...row }) => ({ ...row, unit: "ms", ours: times(`${key} ours`), incumbent: times(`${key} incumbent`) }));
}

function javaScript({ floor, ours, incumbent }: Record<"floor" | "ours" | "incumbent", number>): Share {
  const name = "JavaScript before the field, gzip";
  return { name, unit: "B", floor: [floor], ours: [ours], incumbent: [incumbent], wanted: 0.11 };
}

/** What the panel's list costs, as the number of devices grows. */
async function manyDevices(bench: Bench): Promise<string> {
  const lines = ["Devices: panel / bare list, ms from the answer to the rows; rows rendered again when one is removed"];
  for (const count of [1, 10, 100, 1000]) {
    const times = { panel: [] as number[], bare: [] as number[] };
    for (let run = 0; run <= runs; run += 1) {
      for (const list of ["panel", "bare"] as const) {
        const ms = await timeToRows(bench, list, count);
        if (run > 0) times[list].push(ms);
      }
    }
    const [panel, bare] = [median(times.panel), median(times.bare)];
    const again = await rowsRenderedAtRemoval(bench, count);
    lines.push(`  ${count}: ${panel.toFixed(1)} / ${bare.toFixed(1)} = ${(panel / bare).toFixed(2)}; ${again} rows`);
  }
  return lines.join("\n");
}

async function timings(bench: Bench): Promise<Row[]> {
  const seen = { ours: [] as Seen[], incumbent: [] as Seen[] };
  // The first visits warm up servers and browser and don't count.
  for (let run = 0; run <= runs; run += 1) {
    for (const subject of subjects) {
      const visit = {
        ...(await visitChallenge(bench, subject)),
        qrCode: (await timeToQrCode(bench, subject.name)).ms,
      };
      if (run > 0) seen[subject.name].push(visit);
    }
  }
  const row = (name: string, unit: Row["unit"], key: keyof Seen): Row => ({
    name,
    unit,
    ours: seen.ours.map((visit) => visit[key]),
    incumbent: seen.incumbent.map((visit) => visit[key]),
  });
  return [
    row("Requests to open the challenge cold²", "", "requests"),
    row("Bytes on the wire for it", "B", "bytes"),
    row("Navigation to a usable code field", "ms", "field"),
    row("Main thread busy until the challenge is idle", "ms", "task"),
    row("of which JavaScript", "ms", "script"),
    row("Last digit to the page behind³", "ms", "redirect"),
    row("`?setup=true` to a visible QR code", "ms", "qrCode"),
  ];
}

type Seen = Awaited<ReturnType<typeof visitChallenge>> & Record<"qrCode", number>;

async function accessibility(bench: Bench): Promise<Row[]> {
  const found = new Map<string, Row>();
  for (const subject of subjects) {
    await showScreens(bench, subject, async (screen, page) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const row = found.get(screen) ?? { name: `axe violations: ${screen}`, unit: "", ours: [], incumbent: [] };
      row[subject.name].push(violations.length);
      found.set(screen, row);
      if (violations.length > 0)
        console.log(`${subject.name}, ${screen}: ${violations.map(({ id, nodes }) => `${id} (${nodes.length})`).join(", ")}`);
    });
  }
  return [...found.values()];
}
