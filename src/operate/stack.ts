import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { chosenStack } from "../check/selectedStack";
import type { Target } from "../readiness/ssh/target";
import { UserError } from "../settings/userError";

/** A hub that runs, as its stack knows it. */
export interface RunningHub {
  readonly stack: string;
  readonly url: string;
  readonly hubVersion: string;
  readonly target: Target;
}

interface Outputs {
  readonly url?: string;
  readonly hubVersion?: string;
  readonly sshTarget?: Target;
}

/**
 * The hub of the stack that is named, else of the chosen one.
 *
 * @param folder the project's
 * @throws UserError when there is no such stack, its outputs cannot be read, or it has no hub to log in to
 */
export async function runningHub(folder: string, named: string | undefined): Promise<RunningHub> {
  const stack = await chosenStack(folder, named);
  const { url, hubVersion, sshTarget } = await outputsOf(folder, stack);
  if (url === undefined) {
    throw new UserError(`The stack ${stack} has no hub. Make it with: pulumi up`);
  }
  if (sshTarget === undefined || hubVersion === undefined) {
    throw new UserError(
      `The stack ${stack} has no output sshTarget, the way to its server. ` +
        "It is there after a pulumi up by this version of the program, with the setting waitForHub true.",
    );
  }
  return { stack, url, hubVersion, target: sshTarget };
}

async function outputsOf(folder: string, stack: string): Promise<Outputs> {
  const args = ["stack", "output", "--json", "--show-secrets", "--stack", stack, "--non-interactive"];
  try {
    const { stdout } = await promisify(execFile)("pulumi", args, { cwd: folder, maxBuffer: 2 ** 28 });
    return JSON.parse(stdout) as Outputs;
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    const why = code === "ENOENT" ? "there is no pulumi on the PATH" : (stderr ?? "").trim().replace(/^error: /, "");
    throw new UserError(`The outputs of the stack ${stack} cannot be read: ${why}`);
  }
}
