/** Writes docs/reliability.md from what the runs of the tests in this checkout have kept; of lines about the same the last counts. */
import { readFileSync, writeFileSync } from "node:fs";
import { RECORDS, type Entry, type Section } from "./reliability";

const PAGE = "docs/reliability.md";

const WORDS: Readonly<Record<Section, string>> = {
  "Disks that are refused":
    "A volume that holds something is never formatted. Each of these disks was given to a server as its volume; the phase failed with the message, and every byte was as before.",
  Growth: "The volume grew under running users.",
  Rebuilds:
    "A tree with symbolic and hard links, holes, extended attributes, ACLs and names that shells trip over was compared before and after: names, contents, owners, modes, times, attributes. Accounts, their numbers, passwords and the hub's authority too.",
  Restores: "From a repository into place; compared as for the rebuilds.",
  "Kills in the middle": "With SIGKILL, while data was on its way; then the same command again.",
};

const entries = readFileSync(RECORDS, "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as Entry);
const tables = Object.entries(WORDS)
  .map(([section, words]) => ({ section, words, own: latest(entries.filter((entry) => entry.section === section)) }))
  .filter(({ own }) => own.length > 0)
  .map(({ section, words, own }) => `## ${section}\n\n${words}\n\n${table(own)}`);
const head =
  "# What outlives what\n\nWritten by the tests themselves: `UPDATE_DOCS=1 npm test` and `npm run test:full`. What is not here was not run.\n";
writeFileSync(PAGE, [head, ...tables].join("\n"));

function latest(all: readonly Entry[]): Entry[] {
  return [...new Map(all.map((entry) => [Object.values(entry.row)[0], entry])).values()];
}

function table(own: readonly Entry[]): string {
  const columns = [...new Set(own.flatMap(({ row }) => Object.keys(row)))];
  const line = (cells: readonly unknown[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [
    line([...columns, "run on"]),
    line([...columns, ""].map(() => "---")),
    ...own.map(({ row, date }) => line([...columns.map((column) => row[column] ?? ""), date])),
    "",
  ].join("\n");
}
