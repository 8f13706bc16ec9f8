/** Builds the script tag's files into a folder. */
export function buildScript(outDir: string): Promise<void>;
