import assert from "node:assert/strict";
import { mkdtempSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { record } from "../../support/reliability";
import { BackupServers, PASSWORD, S3_KEY, type Target } from "../lib/backupServers";
import { applyWith, backUp, killed, makeTree, must, RECORD, refused, restore, status, sums } from "../lib/backups";
import { BACKUP_VOLUME, execute, plugVolume, shell, unplugVolume } from "../lib/machine";
import { administrator, person, seeCertificateAuthority } from "../lib/people";
import { mustApply } from "../lib/stack";

const USER = { name: "mary", password: "a long fossil hunt" };
const HOME = `/srv/data/home/${USER.name}`;

const seconds = (began: number): number => Math.round((Date.now() - began) / 1000);

/** Backups to a real SFTP server, a real S3 server and a volume; and what they are for, the restores. */
export function backup(): void {
  const servers = new BackupServers();
  let tree: string;

  const mary = () => person(USER.name, USER.password);
  const trust = async () => {
    seeCertificateAuthority(await shell("cat /srv/data/caddy/pki/authorities/local/root.crt"));
  };
  const latest = async () =>
    (JSON.parse(await must(execute(["/opt/jupyterhub/bin/hub-backup", "--list"]))) as { id: string }[]).at(-1)?.id;

  before(async () => {
    await servers.start();
    await mary().signUp();
    const chief = administrator();
    await chief.logIn();
    await chief.authorise(USER.name);
    await shell(
      `cd /opt/jupyterhub/lib && /usr/bin/python3 -c 'from hubserver import accounts; accounts.ensure_account("${USER.name}")'`,
    );
    await makeTree(`${HOME}/tree`, await shell(`id -u jupyter-${USER.name}`));
    await shell(
      `mkdir -p ${HOME}/.cache ${HOME}/.local/share/Trash; touch ${HOME}/.cache/much ${HOME}/.local/share/Trash/gone`,
    );
    tree = await sums(`${HOME}/tree`);
  });
  after(async () => {
    await servers.stop();
    await shell("rm -rf /srv/data/.before-restore-*");
    await mustApply();
  });

  const targets: [string, () => Target][] = [
    ["SFTP", () => servers.sftp("hub")],
    ["S3", () => servers.s3("hub")],
  ];
  for (const [name, target] of targets) {
    test(`${name}: a backup by the schedule's unit, listed and told by hub-status`, async () => {
      const began = Date.now();
      const { code, stderr } = await applyWith(target());
      assert.equal(code, 0, stderr);
      assert.match((await status()).stdout, /no backup yet|backup of/);
      await shell("systemctl start hub-backup.service");
      assert.match(await latest().then(String), /^[0-9a-f]{8}$/);
      const { code: well, stdout } = await status();
      assert.equal(well, 0, stdout);
      assert.match(stdout, /^backup of 20.* UTC \(0 h ago\), next 20.* UTC$/m);
      record("Restores", { what: `first backup, ${name}`, seconds: seconds(began) });
    });

    test(`${name}: everything, after all of it was lost`, async () => {
      await shell("systemctl stop jupyterhub jupyterhub-proxy caddy; rm -rf /srv/data/{home,shared,caddy,jupyterhub}");
      // Another number than in the snapshot, as on a fresh stack.
      await shell(`userdel jupyter-${USER.name}; useradd --uid 33333 jupyter-${USER.name}`);
      const began = Date.now();
      await must(restore("--everything"));
      const taken = seconds(began);
      await trust();
      assert.equal(await sums(`${HOME}/tree`), tree);
      record("Restores", { what: `everything, ${name}`, seconds: taken, "files that differ": 0 });
      assert.equal(await shell(`stat --format %u ${HOME}`), await shell(`id -u jupyter-${USER.name}`));
      assert.equal(await mary().logIn(), true);
      assert.equal(await administrator().logIn(), true);
      assert.equal(await shell(`ls -A ${HOME}/.local/share/; ls -A ${HOME} | grep cache || true`), "");
      assert.equal((await status()).code, 0);
    });

    test(`${name}: one user's home, and one file`, async () => {
      await shell(`rm ${HOME}/tree/plain; echo later > ${HOME}/tree/later`);
      assert.match(
        await must(restore("--user", USER.name)),
        /before is in \/srv\/data\/\.before-restore-\S+\/mary\. To remove it: rm -r/,
      );
      assert.equal(await sums(`${HOME}/tree`), tree);
      assert.equal(await shell(`cat /srv/data/.before-restore-*/${USER.name}/tree/later`), "later");
      const odd = "tree/in/star*?[x]/star*?[x]";
      await shell(`echo spoilt > '${HOME}/${odd}'`);
      assert.match(await must(restore("--file", `${USER.name}/${odd}`)), /\.before-restore-/);
      assert.equal(
        await shell(`cat ${HOME}/tree/in/star*/*.before-restore-*; rm ${HOME}/tree/in/star*/*.before-restore-*`),
        "spoilt",
      );
      await shell(`rm -r ${HOME}/tree/in`);
      await must(restore("--file", `${USER.name}/tree/in`));
      assert.equal((await sums(`${HOME}/tree/in`)).length > 0, true);
      await shell("rm -rf /srv/data/.before-restore-*");
      // The folder around what was brought back has a new time.
      tree = await sums(`${HOME}/tree`);
    });

    test(`${name}: killed in the middle of a backup and of restores, and run again`, async () => {
      await shell(`head -c 150M /dev/urandom > ${HOME}/large; chown jupyter-${USER.name}: ${HOME}/large`);
      const sum = await shell(`sha256sum ${HOME}/large`);
      assert.equal(await killed(["/opt/jupyterhub/bin/hub-backup"], "pgrep -f '[r]estic.* backup '"), true);
      const { code, stdout } = await status();
      assert.equal(code, 1);
      assert.match(stdout, /the last backup FAILED: .*ended in the middle/);
      await must(backUp());
      assert.equal((await status()).code, 0);

      await shell(`rm ${HOME}/large`);
      assert.equal(
        await killed(["/opt/jupyterhub/bin/hub-restore", "--user", USER.name], "ls /srv/data/.restore-part/srv"),
        true,
      );
      await must(restore("--user", USER.name));
      assert.equal(await shell(`sha256sum ${HOME}/large`), sum);

      await shell(`rm ${HOME}/large`);
      assert.equal(
        await killed(["/opt/jupyterhub/bin/hub-restore", "--everything"], "ls /srv/data/.restore/srv"),
        true,
      );
      assert.equal(
        await killed(["/opt/jupyterhub/bin/hub-restore", "--everything"], "ls -d /srv/data/.restore/complete.json"),
        true,
      );
      await refused(backUp(), /A restore of everything was ended in the middle/);
      assert.match((await status()).stdout, /a restore of everything was ended in the middle/);
      assert.match(await must(restore("--everything")), /going on with the restore/);
      assert.equal(await shell(`sha256sum ${HOME}/large`), sum);
      assert.equal(await mary().logIn(), true);
      await shell(`rm ${HOME}/large; rm -rf /srv/data/.before-restore-*`);
      record("Kills in the middle", { what: `a backup, three restores, ${name}`, "files that differ": 0 });
    });
  }

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

  test("a volume of backups: prepared, backed up to, and everything brought back", async () => {
    const disk = join(mkdtempSync(join(tmpdir(), "volume-")), "disk");
    writeFileSync(disk, "");
    truncateSync(disk, 2 * 2 ** 30);
    await plugVolume(BACKUP_VOLUME, disk);
    await must(applyWith(servers.volume(BACKUP_VOLUME)));
    await must(backUp());
    await shell(`rm -r ${HOME}/tree`);
    await must(restore("--everything"));
    assert.equal(await sums(`${HOME}/tree`), tree);
    await shell("systemctl stop srv-backup.mount");
    await refused(backUp(), /backup volume .* is not mounted/);
    await unplugVolume(BACKUP_VOLUME);
  });

  test("without a setting for backups the timer goes", async () => {
    await mustApply();
    assert.notEqual((await execute(["systemctl", "cat", "hub-backup.timer"])).code, 0);
    await refused(backUp(), /This stack has no backups/);
    assert.equal((await status()).code, 0);
  });
}
