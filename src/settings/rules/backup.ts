import { setCommand } from "../commands";
import { backupKind, type BackupKind } from "../kinds/backup";
import { SCHEMA } from "../schema/schema";
import type { Setting } from "../schema/setting";
import type { Conflict, ReadValues } from "./conflict";

const { repository, password, existing, volumeSize, volumeType, ...others } = SCHEMA.backup.settings;
const { keepDaily, keepWeekly, keepMonthly } = others;
const { sftpPrivateKey, sftpHostKey, s3AccessKeyId, s3SecretAccessKey, s3Region } = others;

/** What a repository of a kind must have, and may have, that the others have no use for. */
const OF_KIND: Readonly<Record<BackupKind, { must: readonly Setting<unknown>[]; may: readonly Setting<unknown>[] }>> = {
  volume: { must: [], may: [volumeSize, volumeType, existing] },
  sftp: { must: [sftpPrivateKey, sftpHostKey], may: [] },
  s3: { must: [s3AccessKeyId, s3SecretAccessKey], may: [s3Region] },
};

/** What is wrong between the settings for backups. */
export function backupConflicts({ backup, data, wait }: ReadValues, given: (key: string) => boolean): Conflict[] {
  if (!given(repository.key)) {
    return Object.values(SCHEMA.backup.settings)
      .filter(({ key }) => given(key))
      .map(({ key }) => ({
        key,
        problem: `is set and ${repository.key} is not, so nothing would be backed up. Set both, or neither: ${setCommand(repository)}`,
      }));
  }
  if (backup.repository === undefined) {
    return [];
  }
  const conflicts = ofKind(backupKind(backup.repository), given);
  if ([backup.keepDaily, backup.keepWeekly, backup.keepMonthly].every((count) => count === 0)) {
    const problem = `is 0, and so are ${keepWeekly.key} and ${keepMonthly.key}: no backup would be kept. Set one of them: ${setCommand(keepDaily)}`;
    conflicts.push({ key: keepDaily.key, problem });
  }
  if (backup.existing !== undefined && backup.existing === data.existing) {
    const problem = "is the volume with the data (dataVolumeId). A backup beside what it is of is none: give another.";
    conflicts.push({ key: existing.key, problem });
  }
  if (wait.forHub === false) {
    const problem = `is set while waitForHub is false, so nobody would bring its password to the server.`;
    conflicts.push({ key: repository.key, problem });
  }
  return conflicts;
}

function ofKind(kind: BackupKind, given: (key: string) => boolean): Conflict[] {
  const missing = [password, ...OF_KIND[kind].must]
    .filter(({ key }) => !given(key))
    .map((setting) => ({
      key: setting.key,
      problem: `is not set, and ${repository.key} needs it. Set it with: ${setCommand(setting)}`,
    }));
  const strange = Object.entries(OF_KIND)
    .filter(([other]) => other !== kind)
    .flatMap(([other, { must, may }]) =>
      [...must, ...may]
        .filter(({ key }) => given(key))
        .map(({ key }) => ({
          key,
          problem: `is for ${repository.key} of the kind ${other}, and this one is of the kind ${kind}. Remove it.`,
        })),
    );
  return [...missing, ...strange];
}
