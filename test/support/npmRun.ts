import { execFile } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import type { TestStack } from "./stack";

/** How a command on this machine ended. */
export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One of the project's npm scripts, running. */
export interface Running {
  readonly result: Promise<Result>;
  /** Waits until its standard output has this. */
  readonly shows: (text: string) => Promise<void>;
}

/** Runs one of the project's npm scripts in the stack's folder. */
export function npmRun(stack: TestStack, script: string, ...args: string[]): Running {
  const command = ["run", "--silent", script, "--", ...args];
  let shown = "";
  const result = new Promise<Result>((resolve) => {
    const child = execFile("npm", command, { cwd: stack.folder, env: stack.environment }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
    child.stdout?.on("data", (chunk) => (shown += String(chunk)));
    child.stdin?.end();
  });
  const shows = async (text: string): Promise<void> => {
    for (let tries = 0; !shown.includes(text); tries++) {
      if (tries > 1200) throw new Error(`"${text}" was not shown: ${shown}`);
      await pause(100);
    }
  };
  return { result, shows };
}
