import type { Timed } from "./measure.js";

/** A row of the shares: of what the incumbent costs over the floor, or of what it takes. */
export interface Share {
  name: string;
  unit: Row["unit"];
  /** `undefined`: the floor has nothing of the kind, and the share is ours divided by theirs. */
  floor: number[] | undefined;
  ours: number[];
  incumbent: number[];
  wanted: number;
}

/** A Markdown table: where we are on the way from the floor to the incumbent. */
export function shares(rows: readonly Share[]): string {
  const cells = rows.map(({ name, unit, floor, ours, incumbent, wanted }) => {
    const base = floor === undefined ? 0 : median(floor);
    const share = (median(ours) - base) / (median(incumbent) - base);
    return [
      name,
      floor === undefined ? "" : summary(floor, unit),
      summary(incumbent, unit),
      summary(ours, unit),
      share.toFixed(2),
      `≤ ${wanted}`,
    ];
  });
  const lines = [["", "floor", "supertokens-auth-react", "ours", "share", "wanted"], ["---", "--:", "--:", "--:", "--:", "--:"], ...cells];
  return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

/** One visit's requests, in the order in which they were made: what waits for what is seen. */
export function waterfall(name: string, { ms, requests }: Timed): string {
  const lines = requests.map(({ what, start, end }) => `  ${at(start)} – ${end === undefined ? "    …" : at(end)}  ${what}`);
  return [`${name}: ${number(ms)} ms`, ...lines].join("\n");
}

function at(ms: number): string {
  return number(ms).padStart(5);
}

/** One line of the report: what each library measured, once or run by run. */
export interface Row {
  name: string;
  unit: "B" | "ms" | "";
  ours: number[];
  incumbent: number[];
}

/** A Markdown table: medians with their range, and ours divided by theirs. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map(({ name, unit, ours, incumbent }) => [
    name,
    summary(ours, unit),
    summary(incumbent, unit),
    ratio(ours, incumbent),
  ]);
  const lines = [["", "ours", "supertokens-auth-react", "ratio"], ["---", "--:", "--:", "--:"], ...cells];
  return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

function summary(values: readonly number[], unit: Row["unit"]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const middle = `${number(median(values))} ${unit}`.trim();
  return least === most ? middle : `${middle} (${number(least)}–${number(most)})`;
}

function ratio(ours: readonly number[], incumbent: readonly number[]): string {
  const [our, their] = [median(ours), median(incumbent)];
  return their === 0 ? "–" : (our / their).toFixed(2);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
}

function number(value: number): string {
  return Math.round(value).toLocaleString("en-GB");
}
