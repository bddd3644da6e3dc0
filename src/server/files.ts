import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Announcement } from "../settings/kinds/told";
import { PROVIDER_NAMES } from "../settings/schema/authentication";
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
import { aptProxy, downloadEnvironment } from "./downloads";

/** A file as it stands on the server, owned by root. */
export interface ServerFile {
  /** Absolute path on the server. */
  readonly path: string;
  /** Octal, such as "0644". */
  readonly mode: string;
  readonly content: string;
}

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

/** What JupyterLab calls the languages that it can start in; without one of these it starts in English. */
const LOCALES: Partial<Record<Language, string>> = { fr: "fr_FR" };

const TREE = join(__dirname, "../../cloud-init/files");
const CONFIGURATION = "/etc/jupyterhub-openstack";

// What no server needs before somebody comes over SSH: user data has little room.
const PROVIDER_FILES = "/opt/jupyterhub/hub/providers/";
/** What the hub has of monitoring. */
const MONITORING_PAGE = ["/opt/jupyterhub/hub/monitoring", "/opt/jupyterhub/monitoring/"];
const LATER = [
  PROVIDER_FILES,
  "/opt/jupyterhub/hub/about.py",
  "/opt/jupyterhub/hub/languages.py",
  "/opt/jupyterhub/hub/templates/",
  "/opt/jupyterhub/languages/",
  "/opt/jupyterhub/lib/hubserver/apt.py",
  "/opt/jupyterhub/lib/hubserver/backup/",
  "/opt/jupyterhub/lib/hubserver/distribution/",
  "/opt/jupyterhub/lib/hubserver/lock.py",
  "/opt/jupyterhub/lib/hubserver/timers.py",
  "/opt/jupyterhub/bin/hub-backup",
  "/opt/jupyterhub/bin/hub-restore",
  "/opt/jupyterhub/hub/deep_check.py",
  "/opt/jupyterhub/lib/hubserver/deep_check/",
  "/opt/jupyterhub/bin/hub-smoke",
  "/opt/jupyterhub/lib/hubserver/updates/",
  "/opt/jupyterhub/bin/hub-updates",
  "/opt/jupyterhub/bin/hub-reboot",
  `${CONFIGURATION}/about.json`,
  "/opt/jupyterhub/lib/hubserver/folders/",
  "/opt/jupyterhub/bin/hub-pull",
  "/opt/jupyterhub/bin/hub-metrics",
  "/opt/jupyterhub/lib/hubserver/monitoring/",
  ...MONITORING_PAGE,
  "/opt/jupyterhub/lib/hubserver/python/",
  "/etc/profile.d/jupyterhub.sh",
];

/**
 * Everything that goes onto the server: the files below cloud-init/files, and those that carry this stack's values.
 * The same list is written at first boot, but for what firstBootFiles leaves out, and sent over SSH later.
 */
export function serverFiles(values: ServerSettingsFile, admin: AdminFile): ServerFile[] {
  const { users, authentication, limits, monitoring, language, installation, about, defaultInterface, ...others } =
    values;
  const { aptMirror, aptSecurityMirror } = installation;
  const environment = downloadEnvironment(installation);
  const settings = { ...others, aptMirror, aptSecurityMirror, downloadEnvironment: environment };
  // Behind another's proxy the hub cannot see by itself where it is, and a provider leads people back to it.
  const publicUrl =
    values.tls === "upstream" || authentication.authenticator !== "native" ? values.publicUrl : undefined;
  // Only what the hub reads: each change of it restarts the hub.
  const defaultUrl = defaultInterface === "notebook" ? "/tree" : undefined;
  const hub = { users, authentication, limits, monitoring, language, environment, publicUrl, defaultUrl };
  const apt = aptProxy(installation);
  const locale = LOCALES[language];
  return [
    ...treeFiles(TREE).filter(({ path }) => isWanted(path, values)),
    ...(monitoring ? plottingLibrary() : []),
    ...(apt === undefined ? [] : [{ path: "/etc/apt/apt.conf.d/90jupyterhub-proxy", mode: "0644", content: apt }]),
    ...Object.entries({ settings, hub, admin, ...(about && { about }) }).map(([name, content]) => ({
      path: `${CONFIGURATION}/${name}.json`,
      mode: "0600",
      content: JSON.stringify(content, null, 2) + "\n",
    })),
    ...(locale === undefined ? [] : [jupyterLabIn(locale)]),
  ];
}

/** Those that a server installs itself with. */
export function firstBootFiles(files: readonly ServerFile[]): ServerFile[] {
  return files.filter(({ path }) => !isIn(LATER, path));
}

const isIn = (places: readonly string[], path: string): boolean => places.some((place) => path.startsWith(place));

/** The page of monitoring where it is set; of the files for providers: none without one, else those that all have and the chosen one's own. */
function isWanted(path: string, { authentication, monitoring }: ServerSettingsFile): boolean {
  const { authenticator } = authentication;
  if (isIn(MONITORING_PAGE, path)) return monitoring;
  const others = PROVIDER_NAMES.filter((name) => name !== authenticator).map((name) => `${PROVIDER_FILES}${name}.py`);
  return !path.startsWith(PROVIDER_FILES) || (authenticator !== "native" && !others.includes(path));
}

function jupyterLabIn(locale: string): ServerFile {
  const content = JSON.stringify({ "@jupyterlab/translation-extension:plugin": { locale } }) + "\n";
  return { path: "/etc/jupyter/labconfig/default_setting_overrides.json", mode: "0644", content };
}

/** uPlot, which draws the pictures of monitoring, as npm has it. */
function plottingLibrary(): ServerFile[] {
  return ["uPlot.iife.min.js", "uPlot.min.css"].map((name) => ({
    path: `/opt/jupyterhub/monitoring/static/${name}`,
    mode: "0644",
    content: readFileSync(require.resolve(`uplot/dist/${name}`), "utf8"),
  }));
}

function treeFiles(tree: string): ServerFile[] {
  return readdirSync(tree, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.includes("__pycache__") && statSync(join(tree, name)).isFile())
    .sort()
    .map((name) => ({
      path: `/${name.replaceAll("\\", "/")}`,
      mode: modeOf(join(tree, name)),
      content: contentOf(join(tree, name)),
    }));
}

/** Without the comments and docstrings of Python files: they are for those who read the repository, and user data has little room. */
function contentOf(file: string): string {
  const content = readFileSync(file, "utf8");
  if (!file.endsWith(".py")) {
    return content;
  }
  // An empty text stays: a docstring may be all that a block has.
  return content.replaceAll(/^ *#(?!!).*\n/gm, "").replaceAll(/^( *)"""(?=\S)[^]*?"""$/gm, '$1""');
}

/** A script is told by its first line and not by its mode, which a checkout on Windows does not keep. */
function modeOf(file: string): string {
  return readFileSync(file, "utf8").startsWith("#!") ? "0755" : "0644";
}
