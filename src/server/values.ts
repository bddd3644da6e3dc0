import * as pulumi from "@pulumi/pulumi";
import { OFF } from "../settings/kinds/health";
import { PROVIDERS } from "../settings/schema/authentication";
import { ADMINISTRATORS, EVERYBODY } from "../settings/kinds/folders";
import { knownUsers } from "../settings/knownPeople";
import { python } from "../settings/schema/python";
import type { BackupSettings, PageSettings, PythonSettings, Settings } from "../settings/settings";
import type { AboutFile, BackupFile, FolderFile, PeopleFile, PythonFile } from "./settingsFile";

/** What reaches the server over SSH only: user data can be read by many. */
export function serverSecrets(settings: Settings): pulumi.Output<Record<string, string>> {
  return pulumi.secret(secretValues(settings));
}

/** The same in clear text, by the settings' keys. */
export function secretValues(settings: Settings): Record<string, string> {
  const { web, backup } = settings;
  const secrets = {
    tlsPrivateKey: web.tlsPrivateKey,
    backupPassword: backup?.password,
    backupSftpPrivateKey: backup?.sftpPrivateKey,
    backupS3AccessKeyId: backup?.s3AccessKeyId,
    backupS3SecretAccessKey: backup?.s3SecretAccessKey,
    ...providerValues(settings, true),
  };
  return Object.fromEntries(
    Object.entries(secrets).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** What the server's settings file says of the stack; the rest of it, but for the id of a backup volume, the cloud decides. */
export function serverValues(settings: Settings, backupVolumeId?: string) {
  const { users, authentication, limits, web, network, installation, distribution, updates, health } = settings;
  const { adminUser, adminUsers, allowedUsers, bannedUsers, groups } = users;
  const { tls, tlsCertificate, acmeServer, acmeEmail, language } = web;
  return {
    users: { adminUser, adminUsers, allowedUsers, bannedUsers, groups },
    authentication: { ...authentication, ...providerValues(settings, false) },
    limits,
    monitoring: settings.monitoring.enabled,
    installation,
    distribution,
    tls,
    tlsCertificate,
    ...(tls === "acme" && { acmeServer, acmeEmail }),
    language,
    trustedProxies: tls === "upstream" ? network.webCidrs : [],
    ownDataVolume: settings.data.existing === undefined,
    deepCheck: health.deepCheck === OFF ? undefined : health.deepCheck,
    backup: settings.backup && backupValues(settings.backup, backupVolumeId),
    updates,
    about: aboutValues(settings.pages),
    sharedFolders: folderValues(settings),
    defaultInterface: settings.material.defaultInterface,
    python: pythonValues(settings.python),
  };
}

function aboutValues(pages: PageSettings): AboutFile | undefined {
  const { announcement, contact, title } = pages;
  const isTold = (announcement ?? contact ?? title) !== undefined;
  return isTold ? { announcement, contact, title } : undefined;
}

function folderValues(settings: Settings): Record<string, FolderFile> | undefined {
  const entries = Object.entries(settings.material.sharedFolders);
  const folders = entries.map(([name, folder]): [string, FolderFile] => {
    const { readers = [EVERYBODY], writers = [ADMINISTRATORS], repository, branch, schedule = "hourly" } = folder;
    const pulled = repository === undefined ? {} : { repository: { url: repository, branch, schedule } };
    const writing = repository === undefined ? writers : [];
    return [name, { readers: peopleOf(readers, settings), writers: peopleOf(writing, settings), ...pulled }];
  });
  return folders.length === 0 ? undefined : Object.fromEntries(folders);
}

/** A name is a user's where the stack knows that user and has no group of that name; nobody gets in by signing up under a group's. */
function peopleOf(names: readonly string[], settings: Settings): PeopleFile {
  const known = knownUsers(settings);
  const isUser = (name: string) => known.has(name) && !Object.hasOwn(settings.users.groups, name);
  const others = names.filter((name) => name !== EVERYBODY && name !== ADMINISTRATORS);
  return {
    everybody: names.includes(EVERYBODY),
    administrators: names.includes(ADMINISTRATORS),
    groups: others.filter((name) => !isUser(name)),
    users: others.filter(isUser),
  };
}

function pythonValues({ packages, packagesFile, environments }: PythonSettings): PythonFile | undefined {
  const { packages: listed, packagesFile: inFile } = python.settings;
  const wanted = packagesFile ?? packages;
  return wanted.length === 0 && Object.keys(environments).length === 0
    ? undefined
    : { packages: wanted, packagesFrom: (packagesFile === undefined ? listed : inFile).key, environments };
}

function backupValues(backup: BackupSettings, volumeId: string | undefined): BackupFile {
  const { repository, schedule, keepDaily, keepWeekly, keepMonthly, s3Region, sftpHostKey } = backup;
  const kept = { repository, schedule, keepDaily, keepWeekly, keepMonthly, s3Region, sftpHostKey };
  return volumeId === undefined ? kept : { ...kept, volumeId, ownVolume: backup.existing === undefined };
}

/** What is set of the chosen provider's settings, by their keys: those that are secret, or the others. */
function providerValues(settings: Settings, secret: boolean): Record<string, unknown> {
  const { authenticator } = settings.authentication;
  if (authenticator === "native") {
    return {};
  }
  const values: Record<string, unknown> = settings[authenticator];
  const entries = Object.entries(PROVIDERS[authenticator].settings)
    .filter(([field, setting]) => "secret" in setting === secret && values[field] !== undefined)
    .map(([field, setting]) => [setting.key, values[field]] as const);
  return Object.fromEntries(entries);
}
