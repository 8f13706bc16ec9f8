import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { backend, react18, react19, writeConsumer } from "./consumers.js";
import { packPackage, type PackedPackage } from "./pack.js";

declare module "vitest" {
  interface ProvidedContext {
    packed: PackedPackage;
    /** Folders of apps that have installed the package. */
    consumers: { react19: string; react18: string; withoutOptionalPeers: string; commonJs: string };
  }
}

/** Builds and packs the package once, and installs it into an app for each kind of consumer. Touches no `dist/`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "supertokens-mfa-react-"));
  try {
    const packed = await packPackage(folder);
    project.provide("packed", packed);
    project.provide("consumers", {
      react19: await writeConsumer(join(folder, "react-19"), packed, react19),
      react18: await writeConsumer(join(folder, "react-18"), packed, react18),
      withoutOptionalPeers: await writeConsumer(join(folder, "lean"), packed, react19, {
        except: ["react-router-dom", "supertokens-node"],
      }),
      commonJs: await writeConsumer(join(folder, "commonjs"), packed, backend, { type: "commonjs" }),
    });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return () => rm(folder, { recursive: true, force: true });
}
