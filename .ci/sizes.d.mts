/** Bytes, gzip, of an app's first load and of each chunk that it loads on demand; React, the router and the SDK aside. */
export function bundle(source: string): Promise<{
  first: { size: number };
  onDemand: { fileName: string; size: number }[];
}>;
