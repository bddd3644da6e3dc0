import { appendFileSync, mkdirSync } from "node:fs";

/** Where the runs of the tests leave what docs/reliability.md is written from; scripts/reliability does that. */
export const RECORDS = "test-results/reliability.jsonl";

/** Keeps one line of a table of docs/reliability.md; `section` is the table. */
export function record(section: string, row: Readonly<Record<string, string | number>>): void {
  mkdirSync("test-results", { recursive: true });
  appendFileSync(RECORDS, JSON.stringify({ section, row }) + "\n");
}
