/**
 * What a stack file says, checked and typed. Pulumi.yaml declares each setting with its default;
 * docs/settings.md says what a change does to a running hub. Sizes and times carry their unit here.
 */
export interface Settings {
  /** Entry of clouds.yaml; undefined: see src/credentials/choose.ts. */
  readonly cloud?: string;
  /** Region of that cloud; undefined: its first. */
  readonly region?: string;
  /** Name of the stack. */
  readonly stack: string;
  /** First part of every physical name. */
  readonly name: string;
  readonly network: NetworkSettings;
  readonly server: ServerSettings;
  readonly data: DataSettings;
  readonly hub: HubSettings;
  readonly wait: WaitSettings;
}

/** A new floating IP, a floating IP that the project owns, or the address of the server's own port. */
export type Address = { kind: "floating" } | { kind: "owned"; ip: string } | { kind: "direct" };

export interface NetworkSettings {
  readonly address: Address;
  /** Name or id of an existing network; undefined: one is made. */
  readonly existing?: string;
  /** Name or id; undefined: the only external network. */
  readonly external?: string;
  readonly subnetCidr: string;
  readonly dnsServers: readonly string[];
  readonly sshCidrs: readonly string[];
  readonly webCidrs: readonly string[];
}

export interface ServerSettings {
  readonly flavor: string;
  readonly image: string;
  readonly availabilityZone?: string;
  readonly configDrive: boolean;
  /** Raising it is the explicit act that rebuilds the server. */
  readonly generation: number;
  readonly sshUser: string;
  readonly sshPublicKey?: string;
  /** Secret. */
  readonly sshPrivateKey?: string;
  /** PEM texts. */
  readonly caCertificates: readonly string[];
}

export interface DataSettings {
  /** GB. */
  readonly size: number;
  readonly type?: string;
  /** Id of a volume to take up; undefined: one is made. */
  readonly existing?: string;
  readonly keepOnDestroy: boolean;
}

export interface HubSettings {
  readonly adminUser: string;
  /** Secret. */
  readonly adminPassword: string;
  /** As systemd and JupyterHub read it: digits and an optional K, M, G or T. */
  readonly memoryLimit: string;
  /** CPUs. */
  readonly cpuLimit: number;
  /** Seconds; 0: never. */
  readonly cullTimeout: number;
  /** Seconds. */
  readonly cullEvery: number;
  /** Seconds. */
  readonly spawnTimeout: number;
}

export interface WaitSettings {
  readonly forHub: boolean;
  /** Seconds. */
  readonly sshTimeout: number;
  /** Seconds. */
  readonly installTimeout: number;
}
