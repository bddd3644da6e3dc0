import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, execute, shell } from "../lib/machine";
import { ada, administrator } from "../lib/people";
import { configure, stop, unconfigure } from "../lib/servers";
import { hubApply, mustApply } from "../lib/stack";

/** What happens when a server does not start, and when the hub does not. */
export function shares(): void {
  test("whose server ends at its start is told so at once, not when the time for starting is over", async () => {
    await stop(ada());
    await configure("ada", "import os; os._exit(1)");
    try {
      // 202 where the interpreter takes longer than the hub lets a request wait.
      const { status } = await ada().api("POST", "/users/ada/server");
      assert.ok([202, 500].includes(status), String(status));
      await eventually("the page tells it, long before the time for starting is over", 40, async () => {
        const page = await ada().request("GET", "/hub/spawn-pending/ada");
        return page.status === 500 && page.text.includes("The server ended as soon as it had started. Try again");
      });
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
}
