import { setTimeout as sleep } from "node:timers/promises";
import { dial } from "../ssh/dial";
import { run } from "../ssh/run";
import type { Task } from "./task";

const PAUSE = 3_000;
// SSH answered a moment ago. A server that reboots is back in minutes.
const DIAL_LIMIT = 600_000;

/** Where progress goes. */
export interface Output {
  readonly say: (line: string) => void;
  readonly stderr: (chunk: Buffer) => void;
}

/**
 * Runs the command on the server until it ends by itself. When the connection breaks it is run again: it finds done what is done.
 *
 * @returns its standard output
 * @throws Error that says why it failed; the payload is in no message
 */
export async function applyHub({ target, payload, timeout }: Task, command: string, output: Output): Promise<string> {
  const deadline = Date.now() + timeout * 1000;
  for (;;) {
    const connection = await dial(target, Math.min(deadline, Date.now() + DIAL_LIMIT), output.say);
    const stdout: Buffer[] = [];
    const ending = await Promise.race([
      run(connection, command, {
        stdin: payload,
        stdout: (chunk) => stdout.push(chunk),
        stderr: output.stderr,
      }),
      // Without a reference: it must not keep the process alive when the command has ended.
      sleep(Math.max(0, deadline - Date.now()), { kind: "late" } as const, { ref: false }),
    ]);
    connection.close();
    switch (ending.kind) {
      case "ended":
        if (ending.code !== 0) {
          throw new Error(`hub-apply ended with exit code ${String(ending.code)}; what it said is above.`);
        }
        return Buffer.concat(stdout).toString("utf8");
      case "late":
        throw new Error(`hub-apply did not end within ${String(timeout)} s.`);
      case "lost":
        output.say("the connection to the server broke; connecting again");
        await sleep(PAUSE);
    }
  }
}
