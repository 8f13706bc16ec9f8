/**
 * The `basePath` of a Next app, which its router knows but doesn't tell: what stands in the address bar before the
 * router's own path. `undefined` while the two don't belong together, as in the middle of a navigation.
 */
export function basePathOf(addressPath: string, routerPath: string): string | undefined {
  const [address, path] = [addressPath, routerPath].map((text) => text.replace(/\/+$/, "")) as [string, string];
  return address.endsWith(path) ? address.slice(0, address.length - path.length) : undefined;
}
