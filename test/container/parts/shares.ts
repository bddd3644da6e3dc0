import assert from "node:assert/strict";
import { dirname } from "node:path";
import { test } from "node:test";
import type { HubClient } from "../lib/hubClient";
import { Kernel } from "../lib/kernel";
import { eventually, execute, shell } from "../lib/machine";
import { ada, administrator, lasting, person } from "../lib/people";
import { ADMIN, filesOf, hubApply, limited, mustApply, SETTINGS } from "../lib/stack";

const LIMITS = SETTINGS.limits;
const grace = lasting("grace", "a compiled program");
const CLASS = Array.from({ length: 30 }, (_, index) => `pupil${String(index + 1)}`);

/** Memory in bytes and share of a CPU of somebody's server, as systemd has them. */
async function sharesOf(user: string): Promise<{ memory: string; cpu: string }> {
  const show = `systemctl show --property=MemoryMax,CPUQuotaPerSecUSec jupyter-${user}-singleuser`;
  const values = new URLSearchParams((await shell(show)).replaceAll("\n", "&"));
  return { memory: values.get("MemoryMax") ?? "", cpu: values.get("CPUQuotaPerSecUSec") ?? "" };
}

async function restart(client: HubClient): Promise<void> {
  await stop(client);
  await client.spawn();
}

async function stop(client: HubClient): Promise<void> {
  await client.api("DELETE", `/users/${client.user}/server`);
  await eventually(`${client.user}'s server is stopped`, 60, async () => (await client.server()) === undefined);
}

/** Fair shares by user and by group, and what happens when all come at once. */
export function shares(): void {
  test("a group has its limits, of several groups the largest holds, and a user's own before them", async () => {
    const groups = { teachers: ["ada", "grace"], guests: ["ada"] };
    await mustApply(
      filesOf({
        users: { ...SETTINGS.users, groups },
        limits: {
          ...LIMITS,
          groupLimits: { teachers: { memory: "900M", cpu: 1 }, guests: { memory: "1G", cpu: 0.75 } },
          userLimits: { grace: { memory: "400M" } },
        },
      }),
    );
    const chief = administrator();
    assert.equal(await chief.logIn(), true);
    assert.equal(await grace().logIn(), true);
    for (const client of [ada(), grace(), chief]) await restart(client);
    assert.deepEqual(await sharesOf("ada"), { memory: String(2 ** 30), cpu: "1s" });
    assert.deepEqual(await sharesOf("grace"), { memory: String(400 * 2 ** 20), cpu: "1s" });
    assert.deepEqual(await sharesOf(ADMIN.name), { memory: String(500 * 2 ** 20), cpu: "500ms" });
    await stop(chief);
  });

  test("with the settings gone everybody has the same again, from the next start on", async () => {
    const kernel = await Kernel.start(ada());
    await kernel.run("kept = 'still here'");
    await mustApply();
    assert.equal((await sharesOf("ada")).memory, String(2 ** 30));
    assert.equal(await kernel.run("print(kept)"), "still here");
    await restart(ada());
    assert.equal((await sharesOf("ada")).memory, String(500 * 2 ** 20));
  });

  test("when as many servers run as may, the next user is told to wait, and gets in when one is free", async () => {
    await mustApply(limited({ maxServers: 2 }));
    const chief = administrator();
    await chief.logIn();
    const refused = await chief.api("POST", `/users/${ADMIN.name}/server`);
    assert.equal(refused.status, 429);
    assert.match(refused.text, /Active user limit exceeded. Try again in a few minutes/);
    await stop(grace());
    await chief.spawn();
    await stop(chief);
  });

  test("whose server ends at its start is told so at once, not when the time for starting is over", async () => {
    const settings = "/srv/data/home/grace/.jupyter/jupyter_server_config.py";
    await shell(
      `runuser -u jupyter-grace -- mkdir -p ${dirname(settings)}; echo "import os; os._exit(1)" > ${settings}`,
    );
    try {
      assert.equal((await grace().api("POST", "/users/grace/server")).status, 500);
      const { status, text } = await grace().request("GET", "/hub/spawn-pending/grace");
      assert.equal(status, 500);
      assert.match(text, /The server ended as soon as it had started\. Try again/);
    } finally {
      await shell(`rm ${settings}`);
    }
    await grace().spawn();
  });

  test("a server that is too old is stopped, although it is in use", async () => {
    await mustApply(limited({ cullMaxAge: 5, cullEvery: 2, cullTimeout: 0 }));
    for (const one of [grace(), ada()]) {
      await eventually(`${one.user}'s server is stopped`, 60, async () => (await one.server()) === undefined);
    }
    await mustApply();
    await ada().spawn();
  });

  test("a change that the hub does not start with is rolled back with the reason, and not tried again by itself", async () => {
    const drop = "/etc/jupyterhub-openstack/jupyterhub_config.d/broken.py";
    const process = () => shell("systemctl show --value --property=MainPID jupyterhub");
    await shell(`echo 'c.JupyterHub.services = [{"name": "x", "url": "nonsense", "oauth_roles": ["none"]}]' > ${drop}`);
    try {
      const { code, stderr } = await hubApply();
      assert.equal(code, 1);
      const [reason = ""] = stderr.trim().split("\n").slice(-1);
      assert.match(
        reason,
        /phase hub .*did not start.*runs with the one before. ValueError: Unsupported scheme in URL/,
      );
      assert.equal((await administrator().request("GET", "/hub/health")).status, 200);
      const before = await process();
      await execute(["systemctl", "restart", "hub-install"]);
      assert.equal(await process(), before);
    } finally {
      await shell(`rm ${drop}`);
    }
    await mustApply();
    assert.equal((await administrator().request("GET", "/hub/health")).status, 200);
  });

  test("30 users who start their servers at once all get one, and wait on a page that says so", async () => {
    const chief = administrator();
    await chief.logIn();
    const pupils = CLASS.map((name) => person(name, "a pupil's pass phrase"));
    for (const pupil of pupils) {
      await pupil.signUp();
      await chief.authorise(pupil.user);
      assert.equal(await pupil.logIn(), true);
    }
    const started = Date.now();
    const [last = assert.fail(), ...others] = pupils;
    const spawns = others.map((pupil) => pupil.spawn(400));
    await eventually("the class is at the door", 20, async () => {
      const { text } = await chief.api("GET", "/users?state=active");
      return (JSON.parse(text) as unknown[]).length > CLASS.length / 2;
    });
    spawns.push(last.spawn(400));
    // Answers when the server is ready, with all that was shown until then.
    const told = eventually("the last is told the number in the queue", 60, async () => {
      const { text } = await last.api("GET", `/users/${last.user}/server/progress`);
      return /Yours is number \d+ in the queue/.test(text);
    });
    await Promise.all([...spawns, told]);
    console.log(`30 servers ready after ${String(Math.round((Date.now() - started) / 1000))} s`);
    await Promise.all(pupils.map(stop));
  });
}
