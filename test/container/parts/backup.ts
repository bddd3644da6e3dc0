import assert from "node:assert/strict";
import { mkdtempSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { record } from "../../support/reliability";
import { BackupServers, type Target } from "../lib/backupServers";
import { applyWith, backUp, HOME, killed, latest, must, refused, restore } from "../lib/backups";
import { seconds, status, USER } from "../lib/backups";
import { BACKUP_VOLUME, execute, plugVolume, shell, unplugVolume } from "../lib/machine";
import { administrator, person, seeCertificateAuthority } from "../lib/people";
import { mustApply } from "../lib/stack";
import { listOf, makeOddTree } from "../lib/tree";
import { backupTroubles } from "./backupTroubles";

/**
 * Backups to a real SFTP server, a real S3 server and a volume; and what they are for, the restores.
 *
 * @param kills where backups and restores are killed in the middle, too
 */
export function backup(...kills: ("SFTP" | "S3")[]): void {
  const servers = new BackupServers();
  let tree: string;

  const mary = () => person(USER.name, USER.password);
  const trust = async () => {
    seeCertificateAuthority(await shell("cat /srv/data/caddy/pki/authorities/local/root.crt"));
  };

  before(async () => {
    await servers.start();
    await mary().signUp();
    const chief = administrator();
    await chief.logIn();
    await chief.authorise(USER.name);
    await shell(
      `cd /opt/jupyterhub/lib && /usr/bin/python3 -c 'from hubserver import accounts; accounts.ensure_account("${USER.name}")'`,
    );
    await makeOddTree(`${HOME}/tree`, USER.name);
    await shell(
      `mkdir -p ${HOME}/.cache ${HOME}/.local/share/Trash; touch ${HOME}/.cache/much ${HOME}/.local/share/Trash/gone`,
    );
    tree = await listOf(`${HOME}/tree`);
  });
  after(async () => {
    await servers.stop();
    await shell("rm -rf /srv/data/.before-restore-*");
    await mustApply();
  });

  const targets: ["SFTP" | "S3", () => Target][] = [
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
      const reader = mary();
      assert.equal(await reader.logIn(), true);
      const page = await reader.request("GET", "/hub/about");
      assert.match(page.text, /<td id="backup">\s*<span translate="no">20[\d-]+ \d\d:\d\d UTC<\/span>/);
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
      assert.equal(await listOf(`${HOME}/tree`), tree);
      record("Restores", { what: `everything, ${name}`, seconds: taken, "files that differ": 0 });
      assert.equal(await shell(`stat --format %u ${HOME}`), await shell(`id -u jupyter-${USER.name}`));
      assert.equal(await mary().logIn(), true);
      assert.equal(await administrator().logIn(), true);
      assert.equal(await shell(`ls -A ${HOME}/.local/share/; ls -A ${HOME} | grep cache || true`), "");
      assert.equal((await status()).code, 0);
    });

    test(`${name}: one user's home, and one file`, async () => {
      await shell(`rm ${HOME}/tree/plain; echo later > ${HOME}/tree/later`);
      const began = Date.now();
      assert.match(
        await must(restore("--user", USER.name)),
        /before is in \/srv\/data\/\.before-restore-\S+\/mary\. To remove it: rm -r/,
      );
      const taken = seconds(began);
      assert.equal(await listOf(`${HOME}/tree`), tree);
      record("Restores", { what: `one user's home, ${name}`, seconds: taken, "files that differ": 0 });
      assert.equal(await shell(`cat /srv/data/.before-restore-*/${USER.name}/tree/later`), "later");
      const folder = await listOf(`${HOME}/tree/in`);
      const odd = "tree/in/star*?[x]/star*?[x]";
      const sound = await shell(`sha256sum '${HOME}/${odd}'`);
      await shell(`echo spoilt > '${HOME}/${odd}'`);
      const beganFile = Date.now();
      assert.match(await must(restore("--file", `${USER.name}/${odd}`)), /\.before-restore-/);
      assert.equal(
        await shell(`cat ${HOME}/tree/in/star*/*.before-restore-*; rm ${HOME}/tree/in/star*/*.before-restore-*`),
        "spoilt",
      );
      record("Restores", { what: `one file, ${name}`, seconds: seconds(beganFile), "files that differ": 0 });
      assert.equal(await shell(`sha256sum '${HOME}/${odd}'`), sound);
      await shell(`rm -r ${HOME}/tree/in`);
      await must(restore("--file", `${USER.name}/tree/in`));
      assert.equal(await listOf(`${HOME}/tree/in`), folder);
      await shell("rm -rf /srv/data/.before-restore-*");
      // The folder around what was brought back has a new time.
      tree = await listOf(`${HOME}/tree`);
    });

    if (!kills.includes(name)) continue;
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
      record("Kills in the middle", {
        "what was killed": `a backup and three restores, ${name}`,
        times: 4,
        "what was done next": "the same command again",
        lost: "nothing",
      });
    });
  }

  backupTroubles(servers);

  test("a volume of backups: prepared, backed up to, and everything brought back", async () => {
    const disk = join(mkdtempSync(join(tmpdir(), "volume-")), "disk");
    writeFileSync(disk, "");
    truncateSync(disk, 2 * 2 ** 30);
    await plugVolume(BACKUP_VOLUME, disk);
    tree = await listOf(`${HOME}/tree`);
    await must(applyWith(servers.volume(BACKUP_VOLUME)));
    await must(backUp());
    await shell(`rm -r ${HOME}/tree`);
    await must(restore("--everything"));
    assert.equal(await listOf(`${HOME}/tree`), tree);
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
