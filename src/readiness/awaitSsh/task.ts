import type { CloudRequest } from "../../credentials/resolve";
import type { Target } from "../ssh/target";

/** What the wait for SSH is told on its standard input, as JSON. */
export interface Task {
  /** The server's console log is fetched from it. */
  readonly cloud: CloudRequest;
  readonly serverId: string;
  readonly target: Target;
  /** Seconds until SSH must answer. */
  readonly timeout: number;
}
