/**
 * `npm run check`: whether the stack's settings are right, its cloud lets us in and has what they need.
 *
 * `pulumi preview` and `pulumi up` check the same; here nothing is planned, and the answer is there in seconds.
 */
import { parseArgs } from "node:util";
import { checkStack } from "./check";
import { jsonOf, textOf } from "./report";
import { chosenStack, ownOfStack } from "./selectedStack";
import { stackFileSource } from "./stackFileSource";

const USAGE = "npm run check [-- [--stack NAME] [--json] [--offline]]";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { stack: { type: "string" }, json: { type: "boolean" }, offline: { type: "boolean" } },
  });
  const folder = process.cwd();
  const stack = await chosenStack(folder, values.stack);
  const checked = await checkStack(stackFileSource(folder, stack), {
    own: () => ownOfStack(folder, stack),
    offline: values.offline,
  });
  process.stdout.write(`${values.json === true ? jsonOf(checked) : textOf(checked)}\n`);
  process.exitCode = checked.problems.length === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\nUsage: ${USAGE}\n`);
  process.exitCode = 2;
});
