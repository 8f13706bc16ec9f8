import type { Plugin } from "esbuild";

/** Builds the script tag's files into a folder. */
export function buildScript(outDir: string): Promise<void>;

/** For esbuild: leaves what isn't for an `<svg>` out of `qrcode.react`. */
export const svgOnly: Plugin;
