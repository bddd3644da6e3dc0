import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { killed, refused, status } from "../lib/backups";
import { check, HOME, left, passes, RECORD, SMOKE, UNIT } from "../lib/deepCheck";
import { execute, shell } from "../lib/machine";
import { administrator, person } from "../lib/people";
import { restartedBy } from "../lib/processes";
import { stop } from "../lib/servers";
import { mustApply, up } from "../lib/stack";

const TIMER = "/etc/systemd/system/hub-smoke.timer";
const SITE = "/opt/jupyterhub/user-environment/lib/python3.*/site-packages";
const CONFIGURATION = "/opt/jupyterhub/user-environment/etc/jupyter/jupyter_server_config.py";
const STEPS = ["hub", "user", "server", "kernel", "cell", "stop", "removal"];

/** The deep check: what it finds, and that it leaves nothing. */
export function smoke(): void {
  const mia = () => person("mia", "a check of everything");

  before(async () => {
    await mia().signUp();
    const chief = administrator();
    await chief.logIn();
    await chief.authorise("mia");
  });
  after(() => mustApply());

  test("the timer is there as set, and a change of it restarts nothing", async () => {
    for (const [deepCheck, calendar] of [
      ["daily", "daily UTC"],
      ["Mon..Fri 05:15", "Mon..Fri 05:15 UTC"],
    ]) {
      assert.deepEqual(await restartedBy(() => up({ deepCheck })), []);
      assert.match(await shell(`cat ${TIMER}`), new RegExp(`^OnCalendar=${String(calendar)}$`, "m"));
      assert.equal(await shell("systemctl is-active hub-smoke.timer"), "active");
    }
    const { code, stdout } = await status();
    assert.equal(code, 0, stdout);
    assert.match(
      stdout,
      /^deep check: (none has passed yet|one passed 20.* UTC \(\d+ h ago\)), next 20\S+ 05:15 UTC$/m,
    );
  });

  test("it passes by the timer's unit, is told by hub-status, passes again, and leaves nothing", async () => {
    await shell("systemctl start hub-smoke.service");
    assert.equal(await left(), "");
    const { state, steps } = JSON.parse(await shell(`cat ${RECORD}`)) as { state: string; steps: object };
    assert.equal(state, "passed");
    assert.deepEqual(Object.keys(steps), STEPS);
    const { code, stdout } = await status();
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^deep check: one passed 20.* UTC \(0 h ago\), next 20.* UTC$/m);
    const said = await passes();
    assert.match(
      said,
      new RegExp(`^${STEPS.map((step) => ` *${step} +[\\d.]+ s\n`).join("")}passed after [\\d.]+ s\n$`),
    );
    console.log(said);
  });

  test("a kernel that cannot start: that step fails with the reason, hub-status tells it, and nothing is left", async () => {
    await shell(`mv ${SITE}/ipykernel_launcher.py /root/`);
    try {
      const { code, stdout } = await check();
      assert.equal(code, 1, stdout);
      assert.match(stdout, /^ *server +[\d.]+ s$/m);
      assert.match(stdout, /^ *kernel .*FAILED: the kernel died; .*No module named .?ipykernel_launcher/m);
      assert.match(stdout, new RegExp(`more: journalctl --unit=${UNIT} --since=`));
      assert.doesNotMatch(stdout, /cell/);
    } finally {
      await shell(`mv /root/ipykernel_launcher.py ${SITE}/`);
    }
    assert.equal(await left(), "");
    const { code, stdout } = await status();
    assert.equal(code, 1);
    assert.match(stdout, /^the last deep check FAILED 20.* UTC: kernel: the kernel died; .*; one passed 20/m);
  });

  test("a server that cannot start: that step fails with the reason, and nothing is left", async () => {
    await shell(
      `test ! -e ${CONFIGURATION}; echo "import os; print('OSError: broken', flush=True); os._exit(1)" > ${CONFIGURATION}`,
    );
    try {
      const { code, stdout } = await check();
      assert.equal(code, 1, stdout);
      assert.match(stdout, /^ *server .*FAILED: .*OSError: broken; more: journalctl --unit=/m);
    } finally {
      await shell(`rm ${CONFIGURATION}`);
    }
    assert.equal(await left(), "");
  });

  test("one that is missing for two times of the schedule is told, and weekends are none of it", async () => {
    await shell(`echo '{"started": 1, "state": "passed", "lastGood": 1}' > ${RECORD}; touch -d '5 days ago' ${TIMER}`);
    assert.equal((await status()).code, 0);
    await shell(`touch -d '7 days ago' ${TIMER}`);
    const { code, stdout } = await status();
    assert.equal(code, 1);
    assert.match(stdout, /^the last deep check is MISSING: there was none since 20.* UTC; one passed 1970/m);
  });

  test("killed in the middle: hub-status tells it, and the next one clears what is left", async () => {
    assert.equal(await killed([SMOKE], `systemctl is-active ${UNIT}`), true);
    assert.match(await left(), /home\/_hub-check[^]*jupyter-_hub-check:x[^]*singleuser.service/);
    const { code, stdout } = await status();
    assert.equal(code, 1);
    assert.match(stdout, /the last deep check FAILED: the one that began .* was ended in the middle/);
    assert.match(await passes(), /^ *clearing +[\d.]+ s$/m);
    assert.equal((await status()).code, 0);
  });

  test("killed, and then the server lost its account: home and the hub's user are cleared all the same", async () => {
    assert.equal(await killed([SMOKE], `ls -d ${HOME}/shared`), true);
    await shell(`systemctl stop ${UNIT} || true; userdel --force jupyter-_hub-check`);
    await passes();
  });

  test("a full hub is no failure, and one at a time is enough", async () => {
    const lasting = mia();
    await lasting.logIn();
    await lasting.spawn();
    await up({ deepCheck: "daily", maxServers: 1 });
    const { code, stdout } = await check();
    assert.equal(code, 2, stdout);
    assert.match(stdout, /^not run: the hub is full \(.*limit exceeded/m);
    assert.equal(await left(), "");
    const told = await status();
    assert.equal(told.code, 0, told.stdout);
    assert.match(told.stdout, /^the last deep check, 20.* UTC, was not run: the hub is full .*; one passed 20/m);
    assert.equal((await execute(["systemctl", "start", "hub-smoke.service"])).code, 0);
    await up({ deepCheck: "daily" });
    await stop(lasting);
    const second = await execute(["flock", "/run/hub-smoke.lock", SMOKE]);
    assert.equal(second.code, 2);
    assert.match(second.stdout, /^Not now: a .* is running/);
  });

  test("nobody signs up under its name, and its token is root's and opens nothing else", async () => {
    await person("_hub-check", "a check of everything").signUp();
    assert.equal(await left(), "");
    const token = "/srv/data/jupyterhub/deep-check.token";
    assert.equal(await shell(`stat --format '%U %a' ${token}`), "root 600");
    for (const [method, path] of [
      ["GET", "users/mia"],
      ["POST", "users/stranger"],
      ["POST", "users/mia/server"],
      ["POST", "users/mia/tokens"],
    ] as const) {
      const curl = `curl --silent --output /dev/null --write-out '%{http_code}' --request ${method} --header @-`;
      const url = `http://127.0.0.1:8081/hub/api/${path}`;
      const answered = await shell(`echo "Authorization: token $(cat ${token})" | ${curl} ${url}`);
      assert.match(answered, /^40[34]$/, `${method} ${path}`);
    }
  });

  test("off: the timer goes and hub-status is silent", async () => {
    await mustApply();
    assert.notEqual((await execute(["systemctl", "cat", "hub-smoke.timer"])).code, 0);
    const { code, stdout } = await status();
    assert.equal(code, 0);
    assert.doesNotMatch(stdout, /^.*deep check.*passed/m);
    await refused(execute([SMOKE, "now"]), /Usage: hub-smoke/);
  });
}
