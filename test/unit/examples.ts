import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SETTINGS } from "../../src/settings/schema/schema";
import { Authority } from "../support/certificates";
import { KeyPair } from "../support/keyPair";
import { PROVIDED } from "./defaults";

type Lines = Readonly<Record<string, unknown>>;

const URL = { publicUrl: "https://hub.example.org" };
const BASTION = { bastion: "bastion.example.org" };

const HOST_KEY = new KeyPair().publicKey.split(" ").slice(0, 2).join(" ");
const PASSWORD = { backupPassword: "a password for backups" };

/** What backups to each kind of repository need. */
export const BACKUPS = {
  volume: { backupRepository: "volume", ...PASSWORD },
  sftp: {
    backupRepository: "sftp://hub@other.example.org/srv/hub",
    backupSftpPrivateKey: new KeyPair().privateKey,
    backupSftpHostKey: HOST_KEY,
    ...PASSWORD,
  },
  s3: {
    backupRepository: "s3:https://objects.example.org/hub",
    backupS3AccessKeyId: "an id",
    backupS3SecretAccessKey: "a key",
    ...PASSWORD,
  },
};

const BESIDE: Readonly<Record<string, Lines>> = {
  tls: URL,
  acmeServer: { tls: "acme", ...URL },
  acmeEmail: { tls: "acme", ...URL },
  noProxy: { httpProxy: "http://proxy.example.org:3128" },
  aptSecurityMirror: { aptMirror: "https://mirror.example.org/debian" },
  groupLimits: { groups: { teachers: ["marie"] } },
  bastionHostKey: BASTION,
  allowedGroups: PROVIDED.oidc,
  sharedFolders: { groups: { teachers: ["marie"] } },
  ldapUserDn: { ldapSearchBase: undefined, ldapBindDn: undefined, ldapBindPassword: undefined },
};

/** What a stack file must say beside the example of a setting. */
export function besideExample(key: string): Lines {
  const provided = Object.entries(PROVIDED).find(([name]) => key.startsWith(name))?.[1];
  return { ...provided, ...backedUp(key), ...BESIDE[key] };
}

function backedUp(key: string): Lines {
  if (!key.startsWith("backup")) return {};
  return BACKUPS[key.startsWith("backupS3") ? "s3" : key.startsWith("backupVolume") ? "volume" : "sftp"];
}

/** Lines of two stack files that differ in this setting, and in what must then differ too. */
export function twoValues(key: string): readonly [Lines, Lines] {
  const beside = besideExample(key);
  return CHANGES[key]?.() ?? [beside, { ...beside, [key]: OTHERS[key]?.() ?? exampleOf(key) }];
}

function exampleOf(key: string): unknown {
  return SETTINGS.find((setting) => setting.key === key)?.example;
}

/** Where there is no example, or it says what is said already. */
const OTHERS: Readonly<Record<string, () => unknown>> = {
  flavor: () => "m1.xlarge",
  image: () => "debian-12-jupyterhub",
  sshCidrs: () => ["198.51.100.0/24"],
  caCertificates: () => [file(new Authority().certificate)],
  userCpuLimit: () => 4,
  backupPassword: () => "another password for backups",
  backupSftpPrivateKey: () => new KeyPair().privateKey,
  backupS3AccessKeyId: () => "another id",
  backupS3SecretAccessKey: () => "another key",
  adminPassword: () => "another correct horse",
  oidcClientId: () => "another-client",
  oidcClientSecret: () => "another-secret",
  oidcIssuer: () => "https://other.example.org",
  githubClientSecret: () => "another-secret",
  gitlabClientId: () => "another-application",
  gitlabClientSecret: () => "another-secret",
  ldapServer: () => "ldaps://other.example.org",
  pythonPackagesFile: () => file("scanpy\n"),
  ldapCaCertificate: () => file(new Authority().certificate),
  ldapSearchBase: () => "ou=others,dc=example,dc=org",
  ldapBindPassword: () => "another secret",
};

const CHANGES: Readonly<Record<string, () => readonly [Lines, Lines]>> = {
  authenticator: () => [{}, PROVIDED.oidc],
  // The container's stack, which the others are compared with, has none.
  monitoring: () => [{ monitoring: true }, { monitoring: false }],
  tlsCertificate: () => [certified(), certified()],
  tlsPrivateKey: () => [certified(), certified()],
  ldapUserDn: () => {
    const lines = { ...besideExample("ldapUserDn"), ldapUserDn: exampleOf("ldapUserDn") };
    return [lines, { ...lines, ldapUserDn: "cn={username},ou=others,dc=example,dc=org" }];
  },
  sshPrivateKey: () => {
    const { publicKey: sshPublicKey, privateKey: sshPrivateKey } = new KeyPair();
    return [{ sshPublicKey }, { sshPublicKey, sshPrivateKey }];
  },
  bastionPrivateKey: () => [BASTION, { ...BASTION, bastionPrivateKey: new KeyPair().privateKey }],
};

function certified(): Lines {
  const { certificate, key } = new Authority().issue("hub.example.org");
  return { tls: "files", ...URL, tlsCertificate: file(certificate), tlsPrivateKey: key };
}

function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "examples-")), "example.pem");
  writeFileSync(path, text);
  return path;
}
