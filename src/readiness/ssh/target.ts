/** A host to log in to. */
export interface Host {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** PEM or OpenSSH format; undefined: the SSH agent's keys, then those in ~/.ssh that have no passphrase. */
  readonly privateKey?: string;
  /** "ssh-ed25519 AAAA…", which the host must show; undefined: see each use. */
  readonly hostKey?: string;
}

/** The server, and the way to it. */
export interface Target extends Host {
  /** The host through which SSH goes, as with `ssh -J`; without hostKey it is compared with known_hosts, if it is in there. */
  readonly bastion?: Host;
}
