import type { Connection } from "../ssh/connect";

/** How a command on the server ended. */
export type Ending =
  | { readonly kind: "succeeded"; readonly stdout: string }
  | { readonly kind: "failed"; readonly code: number }
  /** The connection broke, or the server went down under the command. */
  | { readonly kind: "lost" };

// A shell's exit code for a command that a signal ended: the server is shutting down.
const SIGNALLED = 128;

/**
 * Runs a command, gives it `input`, and hands on its standard error as it comes.
 */
export function run(
  { client }: Connection,
  command: string,
  input: string,
  onError: (chunk: Buffer) => void,
): Promise<Ending> {
  return new Promise((resolve) => {
    const lost = (): void => {
      resolve({ kind: "lost" });
    };
    client.on("error", lost);
    client.on("close", lost);
    client.exec(command, (error, channel) => {
      if (error !== undefined) {
        lost();
        return;
      }
      const stdout: Buffer[] = [];
      let code: number | undefined;
      channel.on("data", (chunk: Buffer) => stdout.push(chunk));
      channel.stderr.on("data", onError);
      // null where a signal ended it.
      channel.on("exit", (status: number | null) => {
        code = status ?? SIGNALLED;
      });
      channel.on("close", () => {
        if (code === undefined || code > SIGNALLED - 1) {
          lost();
        } else {
          resolve(
            code === 0
              ? { kind: "succeeded", stdout: Buffer.concat(stdout).toString("utf8") }
              : { kind: "failed", code },
          );
        }
      });
      channel.end(input);
    });
  });
}
