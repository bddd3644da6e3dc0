/**
 * A reporter of node:test that writes what a run took into a page of the documentation: `npm run test:full` uses it.
 * Not TypeScript: node loads reporters before it can read that.
 */
import { cpus, totalmem } from "node:os";

/** @returns the page, as Markdown */
export default async function* record(events) {
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  yield "# The last run of what `npm test` leaves out\n\n";
  yield `Written by \`npm run test:full\`, ${new Date().toISOString().slice(0, 10)}, ${machine}.\n\n`;
  yield "| test | result | seconds |\n| --- | --- | --- |\n";
  for await (const { type, data } of events) {
    if ((type !== "test:pass" && type !== "test:fail") || data.details.type === "suite") continue;
    const result = data.skip !== undefined ? "skipped" : type === "test:pass" ? "passed" : "FAILED";
    yield `| ${data.name} | ${result} | ${(data.details.duration_ms / 1000).toFixed(0)} |\n`;
  }
}
