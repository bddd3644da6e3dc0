/** What the commands of this folder have in common. */
import { parseArgs, type ParseArgsConfig } from "node:util";
import { UserError } from "../settings/userError";

/** Where a command could not do its work; else its exit code is that of the server's program. */
const NOT_DONE = 2;

type Options = NonNullable<ParseArgsConfig["options"]>;

/**
 * A command's arguments.
 *
 * @throws UserError that says what is allowed
 */
export function argumentsOf<T extends Options>(options: T, usage: string) {
  try {
    return parseArgs({ options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw misuse(error instanceof Error ? error.message : String(error), usage);
  }
}

export function misuse(problem: string, usage: string): UserError {
  return new UserError(`${problem}\nUsage: ${usage}`);
}

/** Runs a command to its end; a failure is its message alone, and exit code 2. */
export function runCommand(main: () => Promise<number>): void {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = NOT_DONE;
    },
  );
}
