// What the doors take of `next`, which is too large to be installed for its types: `npm run test:next` compiles them
// against the real ones. Not part of the package.
declare module "next/navigation" {
  export function useRouter(): { push(path: string): void; replace(path: string): void };
  export function usePathname(): string;
  export function useSearchParams(): { toString(): string };
  export function redirect(url: string): never;
}

declare module "next/headers" {
  export function cookies(): Promise<{ getAll(): { name: string; value: string }[] }>;
}

declare module "next/server" {
  export function connection(): Promise<void>;
}
