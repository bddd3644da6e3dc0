import { backupPassword, backupRepository, schedule } from "../kinds/backup";
import { hostKey, privateKey } from "../kinds/keys";
import { text, uuid } from "../kinds/kind";
import { integer } from "../kinds/numbers";
import { IN_PLACE, saying } from "./effects";
import { defaulted, optional, type Group } from "./setting";
import { CHOSEN_ONCE, GROWS, volumeSize, volumeType } from "./volume";

const KEPT = saying(IN_PLACE, "from the next backup on");
const copies = integer("backups", 0);

export const backup = {
  title: "Backup",
  settings: {
    repository: optional("backupRepository", backupRepository, {
      description:
        "Where homes, accounts and the hub's state are backed up to, by restic and encrypted: a second volume of this cloud (volume), a host with SFTP, or an S3 bucket. See docs/backup.md.",
      unset: "nothing is backed up",
      example: "sftp://hub@backup.example.org/jupyterhub",
      effect: saying(IN_PLACE, "what is in another repository stays there; a volume stays in the cloud"),
    }),
    password: optional("backupPassword", backupPassword, {
      description: "What the repository is encrypted with. Keep it elsewhere too: without it there is no restore.",
      unset: "a repository needs one",
      secret: "typed",
      effect: saying(IN_PLACE, "for a repository that is there it must be that repository's"),
    }),
    schedule: defaulted("backupSchedule", schedule, {
      description: "When, in UTC.",
      value: "02:30",
      example: "Mon..Fri 22:15",
      effect: IN_PLACE,
    }),
    keepDaily: defaulted("backupKeepDaily", copies, {
      description: "Of how many days the last backup is kept.",
      value: 7,
      example: 14,
      effect: KEPT,
    }),
    keepWeekly: defaulted("backupKeepWeekly", copies, {
      description: "Of how many weeks the last backup is kept.",
      value: 5,
      example: 8,
      effect: KEPT,
    }),
    keepMonthly: defaulted("backupKeepMonthly", copies, {
      description: "Of how many months the last backup is kept.",
      value: 12,
      example: 24,
      effect: KEPT,
    }),
    sftpPrivateKey: optional("backupSftpPrivateKey", privateKey, {
      description: "With SFTP: the key that its host lets the server in with.",
      unset: "SFTP needs one",
      secret: "file",
      effect: IN_PLACE,
    }),
    sftpHostKey: optional("backupSftpHostKey", hostKey, {
      description: "With SFTP: the public key by which its host shows who it is.",
      unset: "SFTP needs one",
      example: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGWUJyPrxvCpoZ+Gwn4n1sDpBn5SLSCDjKPT2sOs9Iwl",
      effect: IN_PLACE,
    }),
    s3AccessKeyId: optional("backupS3AccessKeyId", text("the id of an access key"), {
      description: "With S3: the access key's id.",
      unset: "S3 needs one",
      secret: "typed",
      effect: IN_PLACE,
    }),
    s3SecretAccessKey: optional("backupS3SecretAccessKey", text("the access key itself"), {
      description: "With S3: the access key.",
      unset: "S3 needs one",
      secret: "typed",
      effect: IN_PLACE,
    }),
    s3Region: optional("backupS3Region", text("the name of a region"), {
      description: "With S3: the bucket's region, for services that want to be told.",
      unset: "restic finds it out",
      example: "eu-west-3",
      effect: IN_PLACE,
    }),
    volumeSize: defaulted("backupVolumeSize", volumeSize, {
      description: "With volume: its size. What is kept takes more than the data once.",
      value: 20,
      example: 200,
      effect: GROWS,
    }),
    volumeType: optional("backupVolumeType", volumeType, {
      description: "With volume: Cinder's volume type. One on other disks than the data's is worth more.",
      unset: "the cloud's default",
      example: "hdd",
      effect: CHOSEN_ONCE,
    }),
    existing: optional("backupVolumeId", uuid, {
      description:
        "With volume: an existing one to take up, such as that of a stack that is gone. This stack never deletes it.",
      unset: "a volume is made, which `pulumi destroy` leaves in the cloud",
      example: "0e4b9a52-7d1e-4c8b-9a52-0123456789ab",
      effect: saying(IN_PLACE, "the other volume is attached; the stack's own stays in the cloud"),
    }),
  },
} satisfies Group;
