import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { OwnResources } from "../lookups/own";
import { UserError } from "../settings/userError";

const run = promisify(execFile);

/**
 * The stack that a command is for: the one it names, else the one that `pulumi stack select` chose.
 *
 * @throws UserError when none is chosen
 */
export async function chosenStack(folder: string, named: string | undefined): Promise<string> {
  const stack = named ?? (await pulumi(["stack", "--show-name"], folder))?.trim();
  if (stack === undefined) {
    throw new UserError("No stack is chosen. Choose one with: pulumi stack select NAME");
  }
  return stack;
}

/** What the stack has made, from its state; unknown where it cannot be read, nothing where there is no such stack yet. */
export async function ownOfStack(folder: string, stack: string): Promise<OwnResources> {
  const output = await pulumi(["stack", "export", "--stack", stack], folder);
  if (output === undefined) {
    return new OwnResources(undefined);
  }
  const { deployment } = JSON.parse(output) as { deployment?: { resources?: { type: string; id?: string }[] } };
  return new OwnResources((deployment?.resources ?? []).map(({ type, id = "" }) => ({ type, id })));
}

async function pulumi(args: readonly string[], folder: string): Promise<string | undefined> {
  try {
    const { stdout } = await run("pulumi", [...args, "--non-interactive"], { cwd: folder, maxBuffer: 2 ** 28 });
    return stdout;
  } catch {
    return undefined;
  }
}
