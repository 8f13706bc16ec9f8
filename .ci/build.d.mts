/** Builds the package into a folder, `dist/` by default. */
export function build(outDir?: string): Promise<void>;
