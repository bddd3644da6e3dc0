/** `npm run status`: how the hub of a stack is. The exit code is 0 when all is well, 1 when something is not, 2 when it could not be asked. */
import { argumentsOf, runCommand } from "./program";
import { ask } from "./server";
import { runningHub } from "./stack";

const USAGE = "npm run status [-- --stack NAME]";

runCommand(async () => {
  const { stack: named } = argumentsOf({ stack: { type: "string" } }, USAGE);
  const { stack, url, hubVersion, target } = await runningHub(process.cwd(), named);
  process.stdout.write(`stack       ${stack}\nurl         ${url}\nJupyterHub  ${hubVersion}\n\n`);
  const { code, stdout } = await ask(target, { name: "hub-status", args: [] });
  process.stdout.write(stdout);
  return code;
});
