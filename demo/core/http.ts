import { isJsonObject, type JsonObject } from "./json.js";

export type Method = "GET" | "POST" | "PUT";

/** What a handler answers: JSON for everything expected, plain text for refusals. */
export type Reply =
  { kind: "json"; status: number; body: JsonObject; headers?: Record<string, string> } | { kind: "text"; status: number; body: string };

export function json(body: JsonObject, headers?: Record<string, string>): Reply {
  return { kind: "json", status: 200, body, ...(headers ? { headers } : {}) };
}

export function ok(body: JsonObject = {}): Reply {
  return json({ ...body, status: "OK" });
}

export function status(name: string, body: JsonObject = {}): Reply {
  return json({ ...body, status: name });
}

export function text(statusCode: number, body: string): Reply {
  return { kind: "text", status: statusCode, body };
}

/** A refusal of the whole request. The core sends these as plain text. */
export class HttpError extends Error {
  readonly status: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.name = "HttpError";
    this.status = statusCode;
  }
}

export const badRequest = (message: string) => new HttpError(400, message);
export const paymentRequired = (message: string) => new HttpError(402, message);
export const forbidden = (message: string) => new HttpError(403, message);

/** `major.minor` of the core driver interface a caller speaks. */
export interface CdiVersion {
  major: number;
  minor: number;
}

export function isAtLeast(version: CdiVersion, major: number, minor: number): boolean {
  return version.major > major || (version.major === major && version.minor >= minor);
}

/** One request, after routing: the tenant is known to exist where the route says it must. */
export interface Call {
  tenantId: string;
  cdi: CdiVersion;
  query: Query;
  body: Body;
}

const invalidField = (name: string) => badRequest(`Field name '${name}' is invalid in JSON input`);

/**
 * The fields of a JSON body, read with the core's own leniency: it takes `"1"` and `1.5` for an
 * integer but no number for a string, and `null` is not the same as absent.
 */
export class Body {
  readonly #fields: JsonObject;

  constructor(fields: JsonObject) {
    this.#fields = fields;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#fields, name);
  }

  isNull(name: string): boolean {
    return this.has(name) && this.#fields[name] === null;
  }

  string(name: string): string {
    const value = this.#own(name);
    if (typeof value !== "string") throw invalidField(name);
    return value;
  }

  optionalString(name: string): string | undefined {
    return this.has(name) ? this.string(name) : undefined;
  }

  nonEmptyString(name: string): string {
    const value = this.string(name);
    if (value === "") throw badRequest(`${name} cannot be empty`);
    return value;
  }

  optionalNonEmptyString(name: string): string | undefined {
    return this.has(name) ? this.nonEmptyString(name) : undefined;
  }

  /** For the calls that trim, and name the field in another sentence when nothing is left. */
  trimmedString(name: string, label = name): string {
    const value = this.string(name).trim();
    if (value === "") throw badRequest(`Field name '${label}' cannot be an empty String`);
    return value;
  }

  integer(name: string): number {
    const value = this.#own(name);
    // `| 0` keeps the low 32 bits, as Java's `intValue()` does with a number that is too large.
    if (typeof value === "number") return Math.trunc(value) | 0;
    if (typeof value === "string" && /^[+-]?\d{1,10}$/.test(value)) {
      const parsed = Number(value);
      if (parsed === (parsed | 0)) return parsed;
    }
    throw invalidField(name);
  }

  boolean(name: string): boolean {
    const value = this.#own(name);
    if (typeof value === "boolean") return value;
    // The core reads any other bare word as `false`; a quoted one is refused.
    if (typeof value === "number") return false;
    throw invalidField(name);
  }

  optionalBoolean(name: string): boolean | undefined {
    return this.has(name) ? this.boolean(name) : undefined;
  }

  object(name: string): JsonObject {
    const value = this.#own(name);
    if (!isJsonObject(value)) throw invalidField(name);
    return value;
  }

  optionalObject(name: string): JsonObject | undefined {
    return this.has(name) ? this.object(name) : undefined;
  }

  strings(name: string): string[] {
    const value = this.#own(name);
    if (!Array.isArray(value)) throw invalidField(name);
    return value.map((item) => {
      if (typeof item !== "string") throw invalidField(name);
      return item;
    });
  }

  optionalStrings(name: string): string[] | undefined {
    return this.has(name) ? this.strings(name) : undefined;
  }

  #own(name: string) {
    return this.has(name) ? this.#fields[name] : undefined;
  }
}

/** The parameters of a GET request. */
export class Query {
  readonly #params: URLSearchParams;

  constructor(params: URLSearchParams) {
    this.#params = params;
  }

  string(name: string): string {
    const value = this.#params.get(name);
    if (value === null) throw badRequest(`Field name '${name}' is missing in GET request`);
    return value;
  }

  optionalString(name: string): string | undefined {
    return this.#params.get(name) ?? undefined;
  }

  trimmedString(name: string): string {
    const value = this.string(name).trim();
    if (value === "") throw badRequest(`Field name '${name}' cannot be an empty String`);
    return value;
  }

  /** Anything but `true` (in any case) is false. */
  flag(name: string, fallback: boolean): boolean {
    const value = this.optionalString(name);
    return value === undefined ? fallback : value.toLowerCase() === "true";
  }

  optionalInteger(name: string): number | undefined {
    const value = this.optionalString(name);
    if (value === undefined) return undefined;
    const parsed = /^[+-]?\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
    if (parsed !== (parsed | 0)) throw badRequest(`Field name '${name}' must be an int in the GET request`);
    return parsed;
  }

  optionalList(name: string): string[] | undefined {
    return this.optionalString(name)
      ?.split(",")
      .map((item) => item.trim())
      .filter((item) => item !== "");
  }
}
