import assert from "node:assert/strict";
import { test } from "node:test";
import { ACCOUNTS, OWNERS } from "../../support/people";
import { record } from "../../support/reliability";
import { runCell } from "../lib/kernel";
import { eventually, execute, rebuild as rebuildServer, shell, start } from "../lib/machine";
import { ada, chief, userOf } from "../lib/people";
import { stop } from "../lib/servers";
import { ADMIN, hubApply, mustApply, userData } from "../lib/stack";
import { digestOf, makeTree } from "../lib/tree";

const FILES = 10_000;
const TREE = "/srv/data/home/ada/work";
const DROP_IN = "/etc/jupyterhub-openstack/jupyterhub_config.d/kept.py";

/** Another server takes the place of the present one, installs itself from scratch and finds the data volume. */
export function rebuild(): void {
  test("a server that is made anew has every account, password, permission and file as before", async () => {
    // What an earlier part may have left.
    await mustApply();
    await ada().logIn();
    if ((await ada().server()) !== undefined) await stop(ada());
    await makeTree(TREE, "ada", FILES);
    await shell(`echo '# kept' > ${DROP_IN}`);
    const everything = async () => ({
      tree: await digestOf(TREE),
      shared: await digestOf("/srv/data/shared"),
      accounts: await shell(ACCOUNTS),
      owners: await shell(OWNERS),
      dropIn: await shell(`cat ${DROP_IN}`),
      ada: await rightsOf("ada"),
      admin: await rightsOf(ADMIN.name),
      authority: await shell("sha256sum < /srv/data/caddy/pki/authorities/local/root.crt"),
    });
    const before = await everything();
    assert.ok(before.tree.files > 0.9 * FILES, JSON.stringify(before.tree));
    const began = Date.now();
    await rebuildServer(userData());
    await start();
    await eventually(
      "cloud-init has started the installation",
      120,
      async () => (await execute(["systemctl", "is-enabled", "hub-install"])).code === 0,
    );
    const { code, stderr } = await hubApply(undefined, undefined, 1800);
    assert.equal(code, 0, stderr);
    const seconds = Math.round((Date.now() - began) / 1000);
    assert.match(stderr, /user-environment done/);
    assert.equal((await chief()).user, ADMIN.name);
    assert.deepEqual(await everything(), before);
    assert.equal(await ada().logIn(), true);
    await ada().spawn();
    assert.equal(
      await runCell(ada(), "import os; print(len(os.listdir('work')) > 0, os.getuid())"),
      `True ${uid(before.accounts)}`,
    );
    record("Rebuilds", {
      how: "another server in a container, installed from scratch",
      files: before.tree.files,
      "bytes compared": before.tree.bytes,
      "what differs": "nothing",
      seconds,
    });
    await shell(`rm -r ${DROP_IN} ${TREE}`);
    await mustApply();
  });
}

/** What the hub lets somebody do. */
async function rightsOf(name: string): Promise<unknown> {
  const user = await userOf(name);
  return { admin: user?.admin, groups: user?.groups };
}

const uid = (accounts: string): string => /^jupyter-ada:x:(\d+):/m.exec(accounts)?.[1] ?? "";
