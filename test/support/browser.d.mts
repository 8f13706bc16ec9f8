/** The path of a browser, installed if need be. */
export function findBrowser(): Promise<string>;
