// Packages of which a page tells, and which nothing here needs: as much of their types as the snippets use.
declare module "@angular/core" {
  export const CUSTOM_ELEMENTS_SCHEMA: object;
  export function Component(metadata: { template: string; schemas: object[] }): (target: unknown, context: unknown) => void;
  export function computed<T>(compute: () => T): () => T;
  export function inject<T>(token: abstract new (...args: never) => T): T;
}
declare module "@angular/core/rxjs-interop" {
  export function toSignal<T>(source: { subscribe(next: (value: T) => void): unknown }): () => T | undefined;
}
declare module "@angular/router" {
  class UrlTree {
    private readonly root: object;
  }
  export abstract class ActivatedRoute {
    queryParams: { subscribe(next: (value: Record<string, string>) => void): unknown };
  }
  export class RedirectCommand {
    constructor(redirectTo: UrlTree, options?: { replaceUrl?: boolean });
    private readonly redirectTo: UrlTree;
  }
  export abstract class Router {
    parseUrl(url: string): UrlTree;
  }
  export type CanActivateFn = (route: object, state: { url: string }) => Promise<boolean | RedirectCommand>;
}
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
