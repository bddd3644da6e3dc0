import type { CloudRequest } from "../../credentials/resolve";

/** What the wait for SSH is told on its standard input, as JSON. */
export interface Task {
  /** The server's console log is fetched from it. */
  readonly cloud: CloudRequest;
  readonly serverId: string;
  readonly host: string;
  readonly user: string;
  /** PEM or OpenSSH format; undefined: the SSH agent's keys. */
  readonly privateKey?: string;
  /** Seconds until SSH must answer. */
  readonly timeout: number;
}
