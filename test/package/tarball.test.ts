import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { clientModules, serverImports } from "./support/graph.js";
import { readPackage, type DoorTarget } from "./support/pack.js";
import { root, runModule } from "./support/run.js";

const { folder, files } = inject("packed");
const consumers = inject("consumers");
const read = (file: string) => readFileSync(join(folder, file), "utf8");
const scripts = files.filter((file) => file.endsWith(".js"));

describe("the tarball", () => {
  test("holds the build, its sources, the documentation and nothing else", () => {
    const papers = ["CHANGELOG.md", "LICENSE", "README.md", "package.json"];
    const rest = files.filter((file) => !papers.includes(file));
    expect(
      rest.filter(
        (file) =>
          !/^(docs\/[\w./-]+\.md|src\/[\w./-]+\.(tsx?|css)|dist\/([\w./-]+\.(js|d\.ts|map|css)|cjs\/package\.json|script\/(integrity\.json|LICENSES\.txt)))$/.test(
            file,
          ),
      ),
    ).toEqual([]);
    expect(rest.filter((file) => /\.(test|spec|stories)\./.test(file))).toEqual([]);
    expect(files).toContain("LICENSE");
  });

  test("has a file behind every door that package.json names", async () => {
    const filesOf = (target: DoorTarget): string[] => (typeof target === "string" ? [target] : Object.values(target).flatMap(filesOf));
    const targets = Object.values((await readPackage(folder)).exports).flatMap(filesOf);
    for (const target of targets) {
      const pattern = new RegExp(`^${target.replace(/^\.\//, "").replaceAll(".", "\\.").replace("*", "[\\w-]+")}$`);
      expect(
        files.some((file) => pattern.test(file)),
        target,
      ).toBe(true);
    }
  });

  test("has declarations beside every module", () => {
    const own = scripts.filter((file) => !/^dist\/(vendor|script)\//.test(file));
    expect(own.filter((file) => !files.includes(file.replace(/\.js$/, ".d.ts")))).toEqual([]);
  });

  test("brings nothing along: a backend installs none of the client's packages, a client none of the backend's", async () => {
    const { dependencies = {}, peerDependencies, peerDependenciesMeta } = await readPackage(folder);
    expect(dependencies).toEqual({});
    expect(Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true)).toEqual([]);
  });

  test("holds the licence of each package that was built in", () => {
    const vendored = scripts.filter((file) => file.startsWith("dist/vendor/"));
    expect(vendored).not.toEqual([]);
    for (const file of vendored) expect(read(file), file).toMatch(/^\/\*![^]*copyright[^]*\*\//i);
  });

  test("leads from each module and declaration to the source that was written", () => {
    const maps = files.filter((file) => /^dist\/(?!script\/).*\.map$/.test(file));
    const mapped = files.filter(
      (file) => /^dist\/(?!vendor\/|script\/).*\.(js|d\.ts)$/.test(file) && read(file).includes("sourceMappingURL"),
    );
    expect(mapped.filter((file) => !maps.includes(`${file}.map`))).toEqual([]);
    expect(maps).toContain("dist/index.d.ts.map");
    const dangling = maps.filter((map) => {
      const { sources } = JSON.parse(read(map)) as { sources: string[] };
      return sources.length !== 1 || sources.some((source) => !files.includes(join(dirname(map), source)));
    });
    expect(dangling).toEqual([]);
  });
});

describe("React server components", () => {
  test('"use client" stands first in every module whose source has it', () => {
    const marked = scripts.filter((file) => {
      const base = join(root, file.replace(/^dist\//, "src/").replace(/\.js$/, ""));
      const source = [`${base}.tsx`, `${base}.ts`].find(existsSync);
      return source !== undefined && readFileSync(source, "utf8").startsWith('"use client";');
    });
    expect(marked).toContain("dist/totp/challenge/TotpChallenge.js");
    expect(clientModules(folder, marked)).toEqual(marked);
  });

  test("what a server component may import takes nothing from React that its server build lacks", async () => {
    const onServer = JSON.parse(
      await runModule(`console.log(JSON.stringify(Object.keys((await import("react")).default)))`, consumers.react19, [
        "--conditions=react-server",
      ]),
    ) as string[];
    expect(onServer).not.toContain("useState");
    for (const door of [
      "index.js",
      "settings.js",
      "react-router.js",
      "react-router-dom.js",
      "tanstack-router.js",
      "next.js",
      "next-server.js",
    ]) {
      const missing = serverImports(folder, `dist/${door}`).filter(({ name }) => !onServer.includes(name));
      expect(missing, door).toEqual([]);
    }
  });
});
