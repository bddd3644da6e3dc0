import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { LEAST, refusalOf, settingsOf } from "./defaults";
import { BACKUPS } from "./examples";

const { volume, sftp, s3 } = BACKUPS;
const VOLUME_ID = "5f0c9a52-7d1e-4c8b-9a52-0123456789ab";

suite("settings for backups", () => {
  const refusals: [Record<string, unknown>, ...RegExp[]][] = [
    [
      { backupRepository: "volume" },
      /backupPassword is not set, and backupRepository needs it.*--secret backupPassword/,
    ],
    [{ ...sftp, backupPassword: "short" }, /backupPassword has 5 characters. Allowed: 12 characters or more/],
    [
      { backupRepository: sftp.backupRepository, backupPassword: sftp.backupPassword },
      /backupSftpPrivateKey is not set/,
      /backupSftpHostKey is not set/,
    ],
    [{ ...s3, backupS3SecretAccessKey: undefined }, /backupS3SecretAccessKey is not set/],
    [{ ...volume, backupS3Region: "north" }, /backupS3Region is for backupRepository of the kind s3.*kind volume/],
    [{ ...s3, backupVolumeId: VOLUME_ID }, /backupVolumeId is for backupRepository of the kind volume/],
    [{ backupSchedule: "04:00" }, /backupSchedule is set and backupRepository is not/],
    [{ ...sftp, backupSchedule: "25:00" }, /backupSchedule is "25:00". Allowed: hourly, daily, weekly, or days/],
    [{ ...sftp, backupRepository: "sftp://other.example.org/srv" }, /backupRepository is .*Allowed: volume/],
    [{ ...s3, backupRepository: "s3:http://objects.example.org/hub" }, /backupRepository is not encrypted on the way/],
    [{ ...s3, backupKeepDaily: 0, backupKeepWeekly: 0, backupKeepMonthly: 0 }, /no backup would be kept/],
    [{ ...volume, backupVolumeId: VOLUME_ID, dataVolumeId: VOLUME_ID }, /backupVolumeId is the volume with the data/],
    [{ ...volume, waitForHub: false }, /backupRepository is set while waitForHub is false/],
  ];
  for (const [settings, ...messages] of refusals) {
    test(`${JSON.stringify(settings).slice(0, 100)} is refused`, () => {
      const refusal = refusalOf({ ...LEAST, ...settings });
      for (const message of messages) assert.match(refusal, message);
      assert.ok(!refusal.includes("PRIVATE KEY"));
    });
  }

  const schedules = [
    "hourly",
    "daily",
    "weekly",
    "2:30",
    "02:30",
    "6,18:00",
    "Mon..Fri 22:15",
    "Sat,Sun *-*-* 23:59",
    "*-*-* 04:30:00",
  ];
  for (const backupSchedule of schedules) {
    test(`the schedule ${backupSchedule} is accepted`, () => {
      assert.equal(settingsOf({ ...sftp, backupSchedule }).backup?.schedule, backupSchedule);
    });
  }

  const repositories = ["sftp://hub@192.0.2.7:2222/hub", "sftp://hub@[2001:db8::7]/srv/hub/"];
  for (const backupRepository of repositories) {
    test(`the repository ${backupRepository} is accepted`, () => {
      const { backup } = settingsOf({ ...sftp, backupRepository });
      assert.equal(backup?.repository, backupRepository.replace(/\/$/, ""));
    });
  }

  test("without a repository there is no backup", () => {
    assert.equal(settingsOf().backup, undefined);
  });
});
