import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hashSync } from "bcryptjs";
import { firstBootFiles, serverFiles, type ServerFile, type ServerSettingsFile } from "../../../src/server/files";
import { renderUserData } from "../../../src/server/userData";
import { ADDRESS, execute, VOLUME, type Answer } from "./machine";

export const ADMIN = { name: "chief", password: "correct horse battery staple" };

/** What `pulumi up` would send; small limits, so that tests can reach them. */
export const SETTINGS: ServerSettingsFile = {
  users: { adminUser: ADMIN.name, adminUsers: [], allowedUsers: [], bannedUsers: [], groups: {} },
  authentication: { authenticator: "native", allowedGroups: [] },
  limits: {
    memoryLimit: "500M",
    cpuLimit: 0.5,
    groupLimits: {},
    userLimits: {},
    maxServers: 0,
    cullTimeout: 3600,
    cullEvery: 60,
    cullMaxAge: 0,
    cullConcurrency: 10,
    spawnTimeout: 120,
  },
  address: ADDRESS,
  tls: "internal",
  language: "auto",
  publicUrl: `https://${ADDRESS}/`,
  hosts: [ADDRESS],
  trustedProxies: [],
  installation: { noProxy: [] },
  dataVolumeId: VOLUME,
};

/** The cheapest hash: checking is as real as with a dear one. */
export const hash = (password: string): string => hashSync(password, 4);
const ADMIN_HASH = hash(ADMIN.password);

export function filesOf(changes: Partial<ServerSettingsFile> = {}, passwordHash = ADMIN_HASH): ServerFile[] {
  return serverFiles({ ...SETTINGS, ...changes }, { passwordHash });
}

/** The files with other limits. */
export const limited = (limits: Partial<ServerSettingsFile["limits"]>): ServerFile[] =>
  filesOf({ limits: { ...SETTINGS.limits, ...limits } });

/** The files with other lists of users. */
export const peopled = (users: Partial<ServerSettingsFile["users"]>): ServerFile[] =>
  filesOf({ users: { ...SETTINGS.users, ...users } });

/** The user data as the program makes it; the certificates that this machine trusts are needed behind an inspecting proxy. */
export function userData(): string {
  return renderUserData(firstBootFiles(filesOf()), { caCertificates: extraCertificates() });
}

/** Runs hub-apply as the program does over SSH. */
export function hubApply(
  files: readonly ServerFile[] = filesOf(),
  adminPassword = ADMIN.password,
  timeout = 600,
  secrets: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const document = JSON.stringify({ files, secrets, adminUser: ADMIN.name, adminPassword, timeout });
  return execute(["/opt/jupyterhub/bin/hub-apply"], document);
}

/** As hubApply, for what must succeed; answers what it said. */
export async function mustApply(...input: Parameters<typeof hubApply>): Promise<string> {
  const { code, stderr } = await hubApply(...input);
  assert.equal(code, 0, stderr);
  return stderr;
}

function extraCertificates(): string[] {
  const folder = "/usr/local/share/ca-certificates";
  return readdirSync(folder)
    .filter((name) => name.endsWith(".crt"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}
