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

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
}

function number(value: number): string {
  return Math.round(value).toLocaleString("en-GB");
}
