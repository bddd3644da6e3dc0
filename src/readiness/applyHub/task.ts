import type { Target } from "../ssh/target";

/** What applying the hub's configuration is told on its standard input, as JSON. */
export interface Task {
  /** With the host key that the server must show. */
  readonly target: Target;
  /** What `hub-apply` reads on the server, as JSON. */
  readonly payload: string;
  /** Seconds until it must have ended. */
  readonly timeout: number;
}
