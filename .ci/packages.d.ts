// Packages of which a page tells, and which nothing here needs: as much of their types as the snippets use.
declare module "@react-router/dev/routes" {
  interface RouteConfigEntry {
    file: string;
  }
  export function layout(file: string, children: RouteConfigEntry[]): RouteConfigEntry;
  export function route(path: string, file: string): RouteConfigEntry;
  export function index(file: string): RouteConfigEntry;
}
declare module "@react-router/dev/vite" {
  import type { Plugin } from "vite";

  export function reactRouter(): Plugin[];
}
declare module "ioredis" {
  export class Redis {
    constructor(url: string);
    quit(): Promise<"OK">;
  }
}
declare module "redis-semaphore" {
  import type { Redis } from "ioredis";

  export class TimeoutError extends Error {}
  export class Mutex {
    constructor(redis: Redis, key: string, options: { lockTimeout?: number; acquireTimeout?: number; onLockLost?: (error: Error) => void });
    acquire(): Promise<void>;
    release(): Promise<void>;
  }
}
// Modules of a Next app that its page shows beside each other.
declare module "*/backend" {}
declare module "*/guard" {
  import type { RequireMfaOnServer } from "supertokens-mfa-react/next/server";

  export const requireMfa: RequireMfaOnServer;
}
