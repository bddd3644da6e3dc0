import { KeyRefused, SshFailure } from "../ssh/failure";

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
 * @param attempt logs in once; throws SshFailure
 * @param timeout milliseconds
 * @returns what the attempt that succeeded did
 * @throws Error with the last reason, when the time is over, no later attempt can be better, or the server keeps refusing the key
 */
export async function waitForLogin<T>(
  attempt: () => Promise<T>,
  timeout: number,
  { now, sleep, say }: Surroundings,
): Promise<T> {
  const start = now();
  let lastReason = "";
  let lastSaid = start;
  let firstRefusal: number | undefined;
  for (;;) {
    const failure = await attempt().catch((error: unknown) => {
      if (error instanceof SshFailure) {
        return error;
      }
      throw error;
    });
    const elapsed = Math.round((now() - start) / 1000);
    if (!(failure instanceof SshFailure)) {
      say(`SSH answers after ${String(elapsed)} s`);
      return failure;
    }
    const { message: reason } = failure;
    firstRefusal = failure instanceof KeyRefused ? (firstRefusal ?? now()) : undefined;
    if (reason !== lastReason || now() - lastSaid >= HEARTBEAT) {
      say(`waiting for SSH, ${String(elapsed)} s: ${reason}`);
      lastReason = reason;
      lastSaid = now();
    }
    const refusedForGood = firstRefusal !== undefined && now() - firstRefusal >= REFUSAL_LIMIT;
    if (failure.final || refusedForGood || now() - start >= timeout) {
      throw new Error(`SSH did not let us in within ${String(elapsed)} s: ${reason}`);
    }
    await sleep(PAUSE);
  }
}
