import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { genSaltSync, hashSync } from "bcryptjs";
import { serverFiles } from "../../../src/server/files";
import { firstBootFiles } from "../../../src/server/later";
import type { ServerSettingsFile } from "../../../src/server/settingsFile";
import type { ServerFile } from "../../../src/server/tree";
import { renderUserData } from "../../../src/server/userData";
import { secretValues, serverValues } from "../../../src/server/values";
import type { Settings } from "../../../src/settings/settings";
import { webAddress } from "../../../src/settings/webAddress";
import { settingsOf } from "../../unit/defaults";
import { ADDRESS, BACKUP_VOLUME, execute, VOLUME, type Answer } from "./machine";

/** Lines of a stack file; undefined: the line is not there. */
export type StackFile = Readonly<Record<string, unknown>>;

export const ADMIN = { name: "chief", password: "correct horse battery staple" };

/**
 * What the stack file says where a test does not say otherwise: small limits, so that tests can reach them, and no
 * monitoring, whose packages cost each run half a minute.
 */
export const STACK: StackFile = {
  adminUser: ADMIN.name,
  adminPassword: ADMIN.password,
  userMemoryLimit: "500M",
  userCpuLimit: 0.5,
  // One that begins by itself would come between what a test does.
  deepCheck: "off",
  // The real archive's would come in the middle of any test.
  securityUpdates: false,
  monitoring: false,
};

/** What `pulumi up` would send for it. */
export const SETTINGS = valuesOf(settingsOf(STACK));

// One for all: as in the program, the same password has the same hash at each apply.
const SALT = genSaltSync(4);
/** The cheapest hash: checking is as real as with a dear one. */
export const hash = (password: string): string => hashSync(password, SALT);

export function filesOf(changes: Partial<ServerSettingsFile> = {}, passwordHash = hash(ADMIN.password)): ServerFile[] {
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
  return send({ files, secrets, adminUser: ADMIN.name, adminPassword, timeout });
}

/** As hubApply, for what must succeed; answers what it said. */
export async function mustApply(...input: Parameters<typeof hubApply>): Promise<string> {
  return success(await hubApply(...input)).stderr;
}

/**
 * What `pulumi up` does to the running hub when the stack file has these lines beside STACK's.
 *
 * @param timeout seconds for it
 */
export async function up(lines: StackFile, timeout = 600): Promise<Answer> {
  return success(await tryUp(lines, timeout));
}

/** As up, for what may be refused. */
export function tryUp(lines: StackFile, timeout = 600): Promise<Answer> {
  const settings = settingsOf({ ...STACK, ...lines });
  const { adminUser, adminPassword } = settings.users;
  const files = serverFiles(valuesOf(settings), { passwordHash: hash(adminPassword) });
  return send({ files, secrets: secretValues(settings), adminUser, adminPassword, timeout }, timeout + 60);
}

/** What the settings file on the server is made from; an address that the settings name is the one that the cloud gives. */
export function valuesOf(settings: Settings): ServerSettingsFile {
  const { address: wanted } = settings.network;
  const address = wanted.kind === "owned" ? wanted.ip : ADDRESS;
  const { url: publicUrl, hosts } = webAddress(settings, [address]);
  const backupVolumeId =
    settings.backup?.repository === "volume" ? (settings.backup.existing ?? BACKUP_VOLUME) : undefined;
  return { ...serverValues(settings, backupVolumeId), address, publicUrl, hosts, dataVolumeId: VOLUME };
}

function send(document: object, seconds?: number): Promise<Answer> {
  return execute(["/opt/jupyterhub/bin/hub-apply"], JSON.stringify(document), seconds);
}

function success(answer: Answer): Answer {
  assert.equal(answer.code, 0, answer.stderr);
  return answer;
}

function extraCertificates(): string[] {
  const folder = "/usr/local/share/ca-certificates";
  return readdirSync(folder)
    .filter((name) => name.endsWith(".crt"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}
