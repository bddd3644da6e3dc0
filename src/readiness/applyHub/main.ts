/**
 * Applies the hub's configuration over SSH and waits until a user can work; prints the report of `hub-apply`.
 *
 * A program of its own, because Pulumi's remote.Command neither notices a dead connection nor connects again.
 * Task as JSON on standard input, progress on standard error, the report on standard output.
 */
import { text } from "node:stream/consumers";
import { applyHub } from "./apply";
import type { Task } from "./task";

const APPLY = "/opt/jupyterhub/bin/hub-apply";
// What is missing when an image's cloud-init took no user data is more than a "command not found" can say.
const COMMAND = `if [ -x ${APPLY} ]; then sudo ${APPLY}; else
  echo "${APPLY} is missing: cloud-init did not take the server's user data. Its own words:" >&2
  cloud-init status --long >&2; sudo tail -n 30 /var/log/cloud-init-output.log >&2; exit 1
fi`;

async function main(): Promise<void> {
  const task = JSON.parse(await text(process.stdin)) as Task;
  try {
    const report = await applyHub(task, COMMAND, {
      say: (line) => process.stderr.write(`${line}\n`),
      stderr: (chunk) => process.stderr.write(chunk),
    });
    process.stdout.write(report);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

void main();
