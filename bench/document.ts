/** What the pages of figures have in common: the place for them, tables, medians. */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import * as prettier from "prettier";
import { median } from "./timed";

const MARKS = /(<!-- figures, written by `[^`]+` -->)[^]*(<!-- end of the figures -->)/;

/** Puts the paragraphs between the marks of the page. Throws where it has none. */
export async function writeFigures(file: string, paragraphs: readonly string[]): Promise<void> {
  const text = readFileSync(file, "utf8");
  if (!MARKS.test(text)) throw new Error(`${file} has no place for the figures`);
  const filled = text.replace(MARKS, (_, begin: string, end: string) => [begin, ...paragraphs, end].join("\n\n"));
  const options = await prettier.resolveConfig(file);
  writeFileSync(file, await prettier.format(filled, { ...options, parser: "markdown" }));
}

/** The day and this machine: "2026-11-24, 2 cores, 24 GiB". */
export function occasion(): string {
  const memory = String(Math.round(totalmem() / 2 ** 30));
  return `${new Date().toISOString().slice(0, 10)}, ${String(cpus().length)} cores, ${memory} GiB`;
}

export const seconds = (value: number): string => value.toFixed(1);

/** "6.1 (5.2–7.0)": median, least and most. */
export function spread(values: readonly number[]): string {
  return `${seconds(median(values))} (${seconds(Math.min(...values))}–${seconds(Math.max(...values))})`;
}

export function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  return [head, head.map(() => "-"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
