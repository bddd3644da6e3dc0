import type { Announcement } from "../settings/kinds/told";
import type {
  AuthenticationSettings,
  DistributionSettings,
  InstallationSettings,
  Interface,
  Language,
  LimitSettings,
  Tls,
  UpdateSettings,
  UserSettings,
} from "../settings/settings";

/** Where the server's backups go, when, and how many stay; what is secret of it comes over SSH only. */
export interface BackupFile {
  /** "volume", or an address of restic's: sftp://user@host:port/path (from the home; //path: from the root) or s3:https://host/bucket/path. */
  readonly repository: string;
  /** A calendar of systemd's, in UTC. */
  readonly schedule: string;
  readonly keepDaily: number;
  readonly keepWeekly: number;
  readonly keepMonthly: number;
  readonly s3Region?: string;
  /** "ssh-ed25519 AAAA…" */
  readonly sftpHostKey?: string;
  /** Id of the Cinder volume for "volume". */
  readonly volumeId?: string;
  /** Whether the stack made it, and did not take it up. */
  readonly ownVolume?: boolean;
}

/** Whom a list of a shared folder names. */
export interface PeopleFile {
  readonly everybody: boolean;
  readonly administrators: boolean;
  /** Of the stack's or of the provider's. */
  readonly groups: readonly string[];
  readonly users: readonly string[];
}

/** A shared folder as the server has it. */
export interface FolderFile {
  readonly readers: PeopleFile;
  readonly writers: PeopleFile;
  /** What is pulled into it; its schedule is a calendar of systemd's, in UTC. undefined branch: the repository's own. */
  readonly repository?: { readonly url: string; readonly branch?: string; readonly schedule: string };
}

/** Python packages beside the base set. */
export interface PythonFile {
  /** For everybody's notebooks and terminals, as requirement lines. */
  readonly packages: readonly string[];
  /** The setting that they come from. */
  readonly packagesFrom: string;
  /** Environments by name, each a kernel of its own. */
  readonly environments: Readonly<Record<string, readonly string[]>>;
}

/** What the hub's installation on the server reads; all of it may be seen by whoever may see the server's user data. */
export interface ServerSettingsFile {
  /** Without the administrator's password. */
  readonly users: Omit<UserSettings, "adminPassword">;
  /** With the chosen provider's settings by their keys; without its secrets. */
  readonly authentication: AuthenticationSettings & Readonly<Record<string, unknown>>;
  readonly limits: LimitSettings;
  readonly monitoring: boolean;
  /** The main IP address that people use. */
  readonly address: string;
  readonly tls: Tls;
  /** PEM text with its chain, for tls "files". */
  readonly tlsCertificate?: string;
  /** The directory URL, for tls "acme". */
  readonly acmeServer?: string;
  readonly acmeEmail?: string;
  readonly language: Language;
  /** With its final slash. */
  readonly publicUrl: string;
  /** Names and addresses by which people may come; the certificate of tls "internal" covers them. */
  readonly hosts: readonly string[];
  /** Ranges that the proxy of tls "upstream" comes from. */
  readonly trustedProxies: readonly string[];
  readonly installation: InstallationSettings;
  readonly distribution: DistributionSettings;
  /** Id of the Cinder volume; the disk is found by it. */
  readonly dataVolumeId: string;
  /** Whether the stack made it, and did not take it up. */
  readonly ownDataVolume: boolean;
  /** undefined: nothing is backed up. */
  readonly backup?: BackupFile;
  readonly updates: UpdateSettings;
  /** A calendar of systemd's, in UTC; undefined: the server does not try itself. */
  readonly deepCheck?: string;
  /** By name; undefined: there are none. */
  readonly sharedFolders?: Readonly<Record<string, FolderFile>>;
  readonly defaultInterface?: Interface;
  /** undefined: the base set is all. */
  readonly python?: PythonFile;
  /** undefined: people are told nothing. */
  readonly about?: AboutFile;
}

/** What people are told, which the hub reads at each request. */
export interface AboutFile {
  readonly announcement?: Announcement;
  /** An e-mail address or an https URL. */
  readonly contact?: string;
  /** What the hub is called. */
  readonly title?: string;
}

/** The administrator's account as it is seeded before the hub listens. */
export interface AdminFile {
  /** bcrypt hash, as NativeAuthenticator keeps it. */
  readonly passwordHash: string;
}
