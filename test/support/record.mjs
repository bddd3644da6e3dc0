/**
 * A reporter of node:test that writes what a run took into a page of the documentation: `npm run test:full` uses it.
 * Not TypeScript: node loads reporters before it can read that.
 */
import { cpus, totalmem } from "node:os";
import { relative } from "node:path";

/** @returns the page, as Markdown */
export default async function* record(events) {
  const suites = new Map();
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const name = relative("test", data.file ?? "").split("/")[0];
    const suite = suites.get(name) ?? { passed: 0, failed: 0, skipped: 0, milliseconds: 0 };
    suites.set(name, suite);
    if (data.nesting === 0) suite.milliseconds += data.details.duration_ms;
    if (data.details.type === "suite") continue;
    if (data.skip !== undefined) suite.skipped += 1;
    else if (type === "test:pass") suite.passed += 1;
    else suite.failed += 1;
  }
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  yield "# The last run of everything\n\n";
  yield `Written by \`npm run test:full\`, ${new Date().toISOString().slice(0, 10)}, ${machine}.\n\n`;
  yield "| suite | passed | failed | skipped | seconds |\n| --- | --- | --- | --- | --- |\n";
  for (const [name, { passed, failed, skipped, milliseconds }] of [...suites].sort()) {
    yield `| ${[name, passed, failed, skipped, (milliseconds / 1000).toFixed(0)].join(" | ")} |\n`;
  }
}
