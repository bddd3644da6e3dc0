import { appendFileSync, mkdirSync } from "node:fs";

/** Where runs of the tests leave what docs/reliability.md is written from, by reliabilityPage.ts. */
export const RECORDS = "test-results/reliability.jsonl";

/** The tables of docs/reliability.md. */
export type Section = "Disks that are refused" | "Growth" | "Rebuilds" | "Restores" | "Kills in the middle";

/** What a line of a table says; its first value tells it from the others. */
export type Row = Readonly<Record<string, string | number>>;

export interface Entry {
  readonly section: Section;
  /** Year, month and day. */
  readonly date: string;
  readonly row: Row;
}

/** Keeps one line of a table. */
export function record(section: Section, row: Row): void {
  mkdirSync("test-results", { recursive: true });
  const entry: Entry = { section, date: new Date().toISOString().slice(0, 10), row };
  appendFileSync(RECORDS, JSON.stringify(entry) + "\n");
}
