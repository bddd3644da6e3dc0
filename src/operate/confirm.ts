import { createInterface } from "node:readline";
import { UserError } from "../settings/userError";

/**
 * Asks for the stack's name by keyboard.
 *
 * @throws UserError when another name is typed, or nobody is there to ask
 */
export async function confirm(stack: string): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new UserError("Nothing was done: there is no keyboard to confirm it by. Add --yes to do without.");
  }
  if ((await typed("Type the stack's name to go on: ")) !== stack) {
    throw new UserError("Nothing was done: that is not the stack's name.");
  }
}

/** The line that is typed; undefined where the input ends. */
async function typed(prompt: string): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt });
  terminal.prompt();
  try {
    for await (const line of terminal) {
      return line.trim();
    }
    return undefined;
  } finally {
    terminal.close();
  }
}
