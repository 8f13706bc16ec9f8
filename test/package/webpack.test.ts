import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import webpack, { type StatsCompilation } from "webpack";

const app = `
  import { createElement } from "react";
  import { createRoot } from "react-dom/client";
  import { MfaScreen, MultiFactorAuth, Totp } from "supertokens-mfa-react";
  globalThis.recipes = [Totp.init(), MultiFactorAuth.init()];
  createRoot(document.body).render(createElement(MfaScreen, { search: location.search }));
`;

test("webpack builds an app with the screens, and keeps the QR encoder for those who set a device up", async () => {
  const folder = join(inject("consumers").react19, "webpack");
  await mkdir(folder);
  await writeFile(join(folder, "main.js"), app);
  const { chunks = [] } = await compile(folder);
  const holders = chunks.filter(({ modules = [] }) => modules.some(({ name }) => name?.includes("vendor/qrcode.react")));
  expect(holders).not.toEqual([]);
  expect(holders.filter(({ initial }) => initial)).toEqual([]);
});

function compile(folder: string): Promise<StatsCompilation> {
  const compiler = webpack({
    mode: "production",
    context: folder,
    entry: "./main.js",
    output: { path: join(folder, "dist") },
    // Module by module, and without the time that shrinking takes.
    optimization: { minimize: false, concatenateModules: false },
  });
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      const result = stats?.toJson({ all: false, chunks: true, chunkModules: true, dependentModules: true, errors: true });
      const [problem] = result?.errors ?? [];
      compiler.close(() => {
        if (result === undefined || problem !== undefined) reject(error ?? new Error(problem?.message));
        else resolve(result);
      });
    });
  });
}
