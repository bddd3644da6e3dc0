/** What the wait for SSH is told on its standard input, as JSON. */
export interface Task {
  /** Entry of clouds.yaml; the server's console log is fetched with it. */
  readonly cloud: string;
  readonly serverId: string;
  readonly host: string;
  readonly user: string;
  /** PEM or OpenSSH format; undefined: the SSH agent's keys. */
  readonly privateKey?: string;
  /** Seconds until SSH must answer. */
  readonly timeout: number;
}
