import assert from "node:assert/strict";
import { test } from "node:test";
import { PASSWORD, S3_KEY, type BackupServers, type Target } from "../lib/backupServers";
import { applyWith, backUp, HOME, must, RECORD, refused, restore, status, USER } from "../lib/backups";
import { shell } from "../lib/machine";

/** What is refused, what goes wrong and is told, and what nobody gets to see; a repository by SFTP is there. */
export function backupTroubles(servers: BackupServers): void {
  test("a path out of the home, a link in the way, and a user or a snapshot that is not there are refused", async () => {
    for (const path of ["mary", "mary/", "mary/../chief/x", "/etc/shadow", "../etc/shadow", "mary/./x"])
      await refused(restore("--file", path), /is not NAME\/PATH/);
    await refused(restore("--user", "../home"), /is no user's name/);
    await refused(restore("--user", "nobody-here"), /has no \/srv\/data\/home\/nobody-here. Nothing was changed/);
    await refused(
      restore("--user", USER.name, "--snapshot", "01234567"),
      /There is no snapshot 01234567; the latest are/,
    );
    await must(backUp());
    await shell(`mv ${HOME}/tree/in ${HOME}/aside; ln -s /root ${HOME}/tree/in`);
    await refused(restore("--file", `${USER.name}/tree/in/plain/plain`), /is no folder in the home now, or a link/);
    await shell(`rm ${HOME}/tree/in; mv ${HOME}/aside ${HOME}/tree/in; test ! -e /root/plain`);
  });

  test("what cannot be reached or opened says why, and hub-status says that the backup failed", async () => {
    const [sftp, s3] = [servers.sftp("hub"), servers.s3("hub")];
    const other = servers.sftp("hub").backup.sftpHostKey?.replace(/.{8}$/, "AAAAAAAA");
    const wrong: [Target, RegExp][] = [
      [
        { ...sftp, secrets: { ...sftp.secrets, backupPassword: "not the one" } },
        /another password than backupPassword/,
      ],
      [{ ...sftp, backup: { ...sftp.backup, sftpHostKey: other } }, /another host key than backupSftpHostKey/],
      [
        { ...s3, secrets: { ...s3.secrets, backupS3SecretAccessKey: "wrong" } },
        /the S3 server refuses the key|access is denied/,
      ],
    ];
    for (const [target, reason] of wrong) await refused(applyWith(target), reason);
    await must(applyWith(sftp));
    await servers.stopSftp();
    await refused(backUp(), /host is not reached/);
    const { code, stdout } = await status();
    assert.equal(code, 1);
    assert.match(stdout, /the last backup FAILED 20.*not reached.*backup of 20/);
    await servers.startSftp();
    await must(backUp());
    assert.equal((await status()).code, 0);
  });

  test("no secret is in a log, in an argument, or in what users can read", async () => {
    const running = backUp();
    const seen = await shell(
      "for i in $(seq 40); do cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '; sleep 0.1; done",
    );
    await must(running);
    const logs = await shell(
      `cat /var/log/hub-install.log ${RECORD} /etc/systemd/system/hub-backup.*; journalctl --no-pager`,
    );
    for (const secret of [PASSWORD, S3_KEY.secret, "OPENSSH PRIVATE KEY"])
      assert.ok(!(seen + logs).includes(secret), secret);
    assert.match(seen, /restic/);
    assert.equal(await shell("stat --format %a /run/hub-backup /run/hub-backup/key | sort"), "600\n700");
  });
}
