import type { UserConfig } from "vite";

/** How the repository builds an example, by its folder's name: the library from its sources, dependencies in the example's versions. */
export function exampleConfig(name: string): UserConfig & { configFile: string | false };
