import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, execute, shell } from "../lib/machine";
import { ada, administrator, person } from "../lib/people";
import { configure, stop, unconfigure } from "../lib/servers";
import { hubApply, mustApply } from "../lib/stack";

const CLASS = Array.from({ length: 30 }, (_, index) => `pupil${String(index + 1)}`);

/** What happens when a server does not start, when the hub does not, and when all come at once. */
export function shares(): void {
  test("whose server ends at its start is told so at once, not when the time for starting is over", async () => {
    await stop(ada());
    await configure("ada", "import os; os._exit(1)");
    try {
      assert.equal((await ada().api("POST", "/users/ada/server")).status, 500);
      const { status, text } = await ada().request("GET", "/hub/spawn-pending/ada");
      assert.equal(status, 500);
      assert.match(text, /The server ended as soon as it had started\. Try again/);
    } finally {
      await unconfigure("ada");
    }
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
