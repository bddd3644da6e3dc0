import type { Connection } from "./connect";

/** How a command on the server ended. */
export type Ending =
  | { readonly kind: "ended"; readonly code: number }
  /** The connection broke, or the server went down under the command. */
  | { readonly kind: "lost" };

/** What a command gets and says. */
export interface Streams {
  readonly stdin: string;
  /** Gets standard output as it comes. */
  readonly stdout: (chunk: Buffer) => void;
  readonly stderr: (chunk: Buffer) => void;
}

// A shell's exit code for a command that a signal ended: the server is shutting down.
const SIGNALLED = 128;

/** Runs a command on the server, once. */
export function run({ client }: Connection, command: string, streams: Streams): Promise<Ending> {
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
      let code: number | undefined;
      channel.on("data", streams.stdout);
      channel.stderr.on("data", streams.stderr);
      // null where a signal ended it.
      channel.on("exit", (status: number | null) => {
        code = status ?? SIGNALLED;
      });
      channel.on("close", () => {
        if (code === undefined || code > SIGNALLED - 1) {
          lost();
        } else {
          resolve({ kind: "ended", code });
        }
      });
      channel.end(streams.stdin);
    });
  });
}
