import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { AptArchives } from "../lib/aptArchives";
import { must, status } from "../lib/backups";
import { ADDRESS, eventually, execute, shell } from "../lib/machine";
import { ada, administrator } from "../lib/people";
import { restartedBy } from "../lib/processes";
import { restart } from "../lib/servers";
import { mustApply, up } from "../lib/stack";

const RUN = ["systemctl", "start", "apt-daily-upgrade.service"];
const NOTICE = "/run/jupyterhub-openstack/notice.json";
/** Gone after a restart. */
const MARK = "/run/not-restarted";
const DAY = 86_400;
/** Has dpkg's lock, as an installation of the hub has, until the run waits for it. */
const DPKG_AT_WORK = `import fcntl, subprocess, time
lock = open('/var/lib/dpkg/lock-frontend', 'w')
fcntl.lockf(lock, fcntl.LOCK_EX)
journal = ['journalctl', '--unit', 'apt-daily-upgrade', '--output', 'cat']
while 'waiting for another installation' not in subprocess.run(journal, capture_output=True, text=True).stdout:
    time.sleep(0.2)
print('seen')`;

/** As a browser in that language gets it. */
const loginPage = (language: string): string => {
  const command = [
    "--silent",
    "--insecure",
    "--header",
    `Accept-Language: ${language}`,
    `https://${ADDRESS}/hub/login`,
  ];
  return execFileSync("curl", command, { encoding: "utf8" });
};

interface Notice {
  readonly begin: number;
  readonly until: number;
}

/** The distribution's security updates on a working hub, and the restart that they need. */
export function updates(): void {
  const archives = new AptArchives();
  const versions = () => shell("dpkg-query --show --showformat '${Package} ${Version}\\n' 'hubtest-*'");
  const look = () => shell("systemctl start hub-reboot.service; journalctl --unit hub-reboot --output cat --lines 12");
  const announced = async () => JSON.parse(await shell(`cat ${NOTICE}`)) as Notice;

  before(async () => {
    assert.equal(await ada().logIn(), true);
    await restart(ada());
    // A nightly run that is due, by the clock of this machine, would come in between.
    await shell("touch /var/lib/systemd/timers/stamp-apt-daily-upgrade.timer");
    await archives.open();
    await archives.add("main", "hubtest-hole", "1.0");
    await archives.add("main", "hubtest-feature", "1.0");
    await shell("apt-get update; apt-get install --yes hubtest-hole hubtest-feature");
  });
  after(async () => {
    await shell("dpkg --purge --force-all hubtest-hole hubtest-feature");
    await archives.close();
    await mustApply();
  });

  test("a security update comes by the distribution's nightly unit, and nothing else does", async () => {
    await up({ securityUpdates: true });
    await archives.add("security", "hubtest-hole", "2.0");
    await archives.add("main", "hubtest-feature", "2.0");
    assert.match((await status()).stdout, /^security updates: no run yet, next 20\S+ 03:[3-5]\d UTC; /m);
    await shell(`systemd-run --quiet --unit hubtest-dpkg python3 -c "${DPKG_AT_WORK}"`);
    assert.deepEqual(await restartedBy(() => must(execute(RUN))), []);
    assert.match(await shell("journalctl --unit hubtest-dpkg --output cat"), /^seen$/m);
    assert.equal(await versions(), "hubtest-feature 1.0\nhubtest-hole 2.0");
    const { code, stdout } = await status();
    assert.match(stdout, /^security updates: 20.* UTC, 1 installed, none pending, next 20.* UTC; no restart needed$/m);
    assert.equal(code, 0, stdout);
  });

  test("an update of the web server restarts it alone, with the hub's own configuration", async () => {
    const configuration = await shell("cat /etc/caddy/Caddyfile");
    await archives.addNewer("security", "caddy", "echo '# Changed.' >> etc/caddy/Caddyfile");
    assert.deepEqual(await restartedBy(() => must(execute(RUN))), ["web server"]);
    assert.match(await shell("dpkg-query --show caddy"), /hubtest1/);
    assert.equal(await shell("cat /etc/caddy/Caddyfile"), configuration);
    assert.equal((await administrator().request("GET", "/hub/health")).status, 200);
  });

  test("an update that fails is told, with what is pending, until a run goes well", async () => {
    await archives.add("security", "hubtest-hole", "3.0", "exit 1");
    assert.notEqual((await execute(RUN)).code, 0);
    const { code, stdout } = await status();
    assert.match(stdout, /^security updates: the last run FAILED: unattended-upgrade failed \(journalctl/m);
    assert.equal(code, 1);
    await archives.add("security", "hubtest-hole", "4.0");
    await must(execute(RUN));
    assert.match(await versions(), /^hubtest-hole 4.0$/m);
    assert.equal((await status()).code, 0);
  });

  test("a kernel that waits, and what runs with replaced files, need a restart; without a window it is for people to make", async () => {
    await shell("touch /boot/vmlinuz-$(uname -r) /boot/vmlinuz-99.0-hubtest");
    assert.match(
      (await status()).stdout,
      /a restart is NEEDED \(the kernel 99\.0-hubtest is installed, and \S+ runs\)/,
    );
    // Since 1970 the server has been restarted for it.
    const record = "/var/lib/jupyterhub-openstack/restart.json";
    await shell(`echo '{"at": 0, "kernel": "99.0-hubtest"}' > ${record}`);
    assert.match((await status()).stdout, /; no restart needed$/m);
    await shell(`rm /boot/vmlinuz-* ${record}`);
    assert.match((await status()).stdout, /; no restart needed$/m);
    await shell("cp /usr/bin/sleep /usr/bin/hubtest-sleep");
    await shell("systemd-run --quiet --unit hubtest-old /usr/bin/hubtest-sleep infinity; rm /usr/bin/hubtest-sleep");
    const { code, stdout } = await status();
    assert.match(
      stdout,
      /a restart is NEEDED \(replaced files are in use by hubtest-old\.service\), no rebootWindow is set: restart the server by hand$/m,
    );
    assert.equal(code, 0);
  });

  test("with a window the restart is announced 12 hours before it, and not made before", async () => {
    const now = Math.floor(Date.now() / 60_000) * 60;
    const [begin, until] = [now - 600, now + 3600];
    await up({ securityUpdates: true, rebootWindow: `* ${clock(begin)}-${clock(until)}` });
    await shell(`touch ${MARK}`);
    assert.match(await look(), /a restart is needed: replaced files/);
    const notice = await announced();
    assert.deepEqual([notice.begin, notice.until], [begin + DAY, until + DAY]);
    assert.match(loginPage("en"), new RegExp(`restarts on 20\\S+ between ${clock(begin)} and ${clock(until)} UTC`));
    assert.match(loginPage("fr"), new RegExp(`redémarre le \\S+ entre ${clock(begin)} et ${clock(until)} UTC`));
    assert.match((await status()).stdout, new RegExp(`it comes \\w+ 20\\S+ ${clock(begin)}-${clock(until)} UTC$`, "m"));
    await look();
    await shell(`test -e ${MARK}`);
  });

  test("in the window it waits for a backup, then the server restarts, and the hub is there with its people and files", async () => {
    const { begin, until } = await announced();
    await shell("systemctl stop hub-reboot.timer");
    // As if a day had passed.
    const then = JSON.stringify({ begin: begin - DAY, until: until - DAY });
    await shell(`echo kept > /srv/data/home/ada/kept; echo '${then}' > ${NOTICE}`);
    const backup = "flock /run/hub-backup.lock systemctl start hub-reboot.service";
    assert.match(
      await shell(`${backup}; journalctl --unit hub-reboot --output cat --lines 5`),
      /Not now: a (\w+|restart of the server) is running/,
    );
    await shell(`test -e ${MARK}; systemctl is-active jupyter-ada-singleuser`);
    await shell("systemctl start --no-block hub-reboot.service");
    await eventually("the server has restarted", 120, async () => {
      const { stdout } = await execute([
        "sh",
        "-c",
        `[ -e ${MARK} ] || [ ! -d /run/systemd/system ] || echo restarted`,
      ]);
      return stdout === "restarted\n";
    });
    await eventually("the hub answers", 90, async () => {
      const answer = await administrator()
        .request("GET", "/hub/health")
        .catch(() => undefined);
      return answer?.status === 200;
    });
    await eventually("all is looked after", 60, async () => (await status()).code === 0);
    assert.match((await status()).stdout, /; no restart needed$/m);
    assert.equal(await ada().logIn(), true);
    assert.equal((await ada().server()) === undefined, true);
    await ada().spawn();
    assert.equal(await shell("cat /srv/data/home/ada/kept; rm /srv/data/home/ada/kept"), "kept");
    assert.match(await look(), /hub-reboot/);
    assert.notEqual((await execute(["test", "-e", NOTICE])).code, 0);
  });

  test("without these settings all is as the image has it", async () => {
    await up({ securityUpdates: false });
    assert.equal(await shell("ls /etc/apt/apt.conf.d | grep jupyterhub || true"), "");
    assert.match(await shell("apt-config dump Unattended-Upgrade::Origins-Pattern"), /label=Debian"/);
    assert.equal(await shell("systemctl cat apt-daily-upgrade.{timer,service} | grep -c -i jupyterhub || true"), "0");
    assert.match(await shell("systemctl show --property TimersCalendar apt-daily-upgrade.timer"), /06:00/);
    assert.notEqual((await execute(["systemctl", "cat", "hub-reboot.timer"])).code, 0);
    assert.doesNotMatch((await status()).stdout, /security updates/);
  });
}

/** Of seconds since 1970, in UTC. */
function clock(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 16);
}
