/** `npm run smoke`: the deep check, now. The exit code is 0 when all worked, 1 when something did not, 2 when it could not be tried. */
import { argumentsOf, runCommand } from "./program";
import { follow } from "./server";
import { runningHub } from "./stack";

const USAGE = "npm run smoke [-- [--stack NAME] [--help]]";
const HELP = `Usage: ${USAGE}

Does on the hub of the stack what a user does: a user of its own starts a server, runs a Python cell and stops, and all of it is taken
away again. Prints each step with its seconds. The exit code is 0 when all worked, 1 when something did not, 2 when it could
not be tried, as when the hub is full. docs/health.md says what a failure means.
`;

runCommand(async () => {
  const options = argumentsOf({ stack: { type: "string" }, help: { type: "boolean" } }, USAGE);
  if (options.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const { stack, url, target } = await runningHub(process.cwd(), options.stack);
  process.stdout.write(`deep check of ${stack}, ${url}\n`);
  return follow(target, { name: "hub-smoke", args: [] });
});
