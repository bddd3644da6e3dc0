import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { dial } from "../readiness/ssh/dial";
import { run } from "../readiness/ssh/run";
import type { Target } from "../readiness/ssh/target";
import { UserError } from "../settings/userError";
import { printable } from "./printable";
import { shellLine } from "./shellLine";

const PROGRAMS = "/opt/jupyterhub/bin";
const DETACHED = join(__dirname, "detached.sh");
// A server that answers at all does so within this time.
const FIRST_DIAL_LIMIT = 20_000;
// A server that reboots is back in minutes.
const DIAL_LIMIT = 600_000;
const PAUSE = 3_000;
// A shell's exit code for a program that is not there.
const NOT_FOUND = 127;

/** A program of the server's, run as root. */
export interface ServerProgram {
  /** Its name in /opt/jupyterhub/bin. */
  readonly name: string;
  readonly args: readonly string[];
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/**
 * Runs a program that ends within seconds.
 *
 * @returns its exit code and standard output
 * @throws Error when the server cannot be reached, or has no such program
 */
export async function ask(target: Target, { name, args }: ServerProgram): Promise<{ code: number; stdout: string }> {
  const connection = await dial(target, Date.now() + FIRST_DIAL_LIMIT, say);
  const stdout: Buffer[] = [];
  const command = shellLine(["sudo", "sh", "-c", 'exec "$@"', "sh", `${PROGRAMS}/${name}`, ...args]);
  const ending = await run(connection, command, {
    stdin: "",
    stdout: (chunk) => stdout.push(chunk),
    stderr: (chunk) => process.stderr.write(printable(chunk)),
  });
  connection.close();
  if (ending.kind === "lost") {
    throw new Error("The connection to the server broke. Run the command again.");
  }
  return { code: known(ending.code, name), stdout: printable(Buffer.concat(stdout)).toString("utf8") };
}

/**
 * Runs a program that may take hours, and prints what it says. It goes on when the connection breaks; then it is found again.
 *
 * @returns its exit code
 * @throws Error when the server cannot be reached, or has no such program
 */
export async function follow(target: Target, { name, args }: ServerProgram): Promise<number> {
  const id = randomUUID();
  let started = false;
  let received = 0;
  for (;;) {
    const limit = started ? DIAL_LIMIT : FIRST_DIAL_LIMIT;
    const connection = await dial(target, Date.now() + limit, say).catch((error: unknown) => {
      throw started ? new UserError(`${(error as Error).message} ${name} goes on there.`) : error;
    });
    const words = ["sudo", "sh", "-s", "--", id, String(received), `${PROGRAMS}/${name}`, ...args];
    started = true;
    const ending = await run(connection, shellLine(words), {
      stdin: readFileSync(DETACHED, "utf8"),
      stdout: (chunk) => {
        received += chunk.length;
        process.stdout.write(printable(chunk));
      },
      stderr: (chunk) => process.stderr.write(printable(chunk)),
    });
    connection.close();
    if (ending.kind === "ended") {
      return known(ending.code, name);
    }
    say(`the connection to the server broke; ${name} goes on there; connecting again`);
    await sleep(PAUSE);
  }
}

function known(code: number, name: string): number {
  if (code === NOT_FOUND) {
    throw new UserError(`The server has no ${name}: a pulumi up by this version of the program brings it.`);
  }
  return code;
}
