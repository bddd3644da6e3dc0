/** Runs the sandbox's own command. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Its path. */
export const command = join(__dirname, "../../sandbox/sandbox");

/** Standard output of `sandbox ARGUMENT...`; its progress goes to the test's standard error. */
export function sandbox(...args: string[]): string {
  return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

/** The variables that `sandbox env` sets. */
export function environment(): Record<string, string> {
  const lines = [...sandbox("env").matchAll(/^export (\w+)='(.*)'$/gm)];
  return Object.fromEntries(lines.map(([, name = "", value = ""]) => [name, value]));
}
