import { setTimeout as sleep } from "node:timers/promises";
import { connect, type Connection } from "./connect";
import { SshFailure } from "./failure";
import type { Target } from "./target";

const PAUSE = 3_000;

/**
 * Logs in to a server that has let us in before; tries again until it does, saying each new reason why not.
 *
 * @param deadline milliseconds since 1970
 * @throws Error with the last reason, when no later attempt can be better or the time is over
 */
export async function dial(target: Target, deadline: number, say: (line: string) => void): Promise<Connection> {
  let lastReason = "";
  for (;;) {
    try {
      return await connect(target);
    } catch (error) {
      if (!(error instanceof SshFailure)) {
        throw error;
      }
      if (error.final || Date.now() >= deadline) {
        throw new Error(`The server cannot be reached by SSH: ${error.message}.`);
      }
      if (error.message !== lastReason) {
        say(`waiting for SSH: ${error.message}`);
        lastReason = error.message;
      }
      await sleep(PAUSE);
    }
  }
}
