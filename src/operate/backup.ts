/** `npm run backup`: makes a backup now, or lists the snapshots that there are. */
import { argumentsOf, runCommand } from "./program";
import { ask, follow } from "./server";
import { snapshotTable, type Snapshot } from "./snapshots";
import { runningHub } from "./stack";

const USAGE = "npm run backup [-- [--stack NAME] [--list]]";

runCommand(async () => {
  const options = argumentsOf({ stack: { type: "string" }, list: { type: "boolean" } }, USAGE);
  const { target } = await runningHub(process.cwd(), options.stack);
  if (options.list !== true) {
    return follow(target, { name: "hub-backup", args: [] });
  }
  const { code, stdout } = await ask(target, { name: "hub-backup", args: ["--list"] });
  process.stdout.write(code === 0 ? `${snapshotTable(JSON.parse(stdout) as Snapshot[])}\n` : stdout);
  return code;
});
