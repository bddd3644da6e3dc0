/** `npm run restore`: brings back everything, a user's home, or a file, from a backup. */
import { confirm } from "./confirm";
import { argumentsOf, runCommand } from "./program";
import { restoreRequest, RESTORE_OPTIONS, RESTORE_USAGE } from "./restoreRequest";
import { follow } from "./server";
import { runningHub } from "./stack";

runCommand(async () => {
  const options = argumentsOf(RESTORE_OPTIONS, RESTORE_USAGE);
  const { what, args } = restoreRequest(options);
  const { stack, url, target } = await runningHub(process.cwd(), options.stack);
  process.stdout.write(
    `Stack ${stack}, ${url}\n${what}\n` +
      "It goes on on the server when the connection breaks. A restore that was cut short is run again by the same command.\n",
  );
  if (options.everything === true && options.yes !== true) {
    await confirm(stack);
  }
  return follow(target, { name: "hub-restore", args });
});
