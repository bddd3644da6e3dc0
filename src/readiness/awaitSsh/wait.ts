import type { Attempt } from "./probe";

/** Time and output, so that a test needs neither to pass nor to be read. Milliseconds. */
export interface Surroundings {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly say: (line: string) => void;
}

const PAUSE = 3_000;
const HEARTBEAT = 30_000;
// sshd starts after cloud-init has put the key in its place; a server that refuses it for so long will not take it later.
const REFUSAL_LIMIT = 180_000;

/**
 * Tries to log in until it works, saying each new reason why it does not and a line each half minute.
 *
 * @param timeout milliseconds
 * @returns the host key of the server that let us in
 * @throws Error with the last reason, when the time is over or the server keeps refusing the key
 */
export async function waitForLogin(
  attempt: () => Promise<Attempt>,
  timeout: number,
  { now, sleep, say }: Surroundings,
): Promise<string> {
  const start = now();
  let lastReason = "";
  let lastSaid = start;
  let firstRefusal: number | undefined;
  for (;;) {
    const result = await attempt();
    const elapsed = Math.round((now() - start) / 1000);
    if (result.outcome === "loggedIn") {
      say(`SSH answers after ${String(elapsed)} s`);
      return result.hostKey;
    }
    const reason = result.outcome === "keyRefused" ? "the server refuses the key" : result.reason;
    firstRefusal = result.outcome === "keyRefused" ? (firstRefusal ?? now()) : undefined;
    if (reason !== lastReason || now() - lastSaid >= HEARTBEAT) {
      say(`waiting for SSH, ${String(elapsed)} s: ${reason}`);
      lastReason = reason;
      lastSaid = now();
    }
    const refusedForGood = firstRefusal !== undefined && now() - firstRefusal >= REFUSAL_LIMIT;
    if (refusedForGood || now() - start >= timeout) {
      throw new Error(`SSH did not let us in within ${String(elapsed)} s: ${reason}`);
    }
    await sleep(PAUSE);
  }
}
