import assert from "node:assert/strict";
import { test } from "node:test";
import { rounds } from "../lib/effects/effects";
import { changed, promised } from "../lib/effects/promised";
import { alan, hedy } from "../lib/effects/row";
import { Kernel } from "../lib/kernel";
import { shell } from "../lib/machine";
import { adaAtWork, chief } from "../lib/people";
import { restartedBy } from "../lib/processes";
import { up, type StackFile } from "../lib/stack";

/** What the docs say of a change of each setting, by the table in lib/effects: it holds, nothing else restarts, and a kernel goes on. */
export function settings(): void {
  let kernel: Kernel;
  let present: StackFile = {};

  test("before all changes ada has a kernel, and two others may start servers", async () => {
    await up({});
    kernel = await Kernel.start(await adaAtWork());
    await kernel.run("kept = 'still here'");
    const boss = await chief();
    for (const client of [hedy(), alan()]) {
      await client.signUp();
      await boss.authorise(client.user);
      assert.equal(await client.logIn(), true);
    }
  });

  for (const { rows, elsewhere, endsServers } of rounds()) {
    const before = present;
    const after = rows.reduce<StackFile>((lines, row) => ({ ...lines, ...row.settings }), before);
    present = after;
    test(`a change of ${changed(before, after).join(", ")}`, async () => {
      for (const { prepare } of rows) await prepare?.();
      let said = "";
      const restarted = await restartedBy(async () => {
        said = (await up(after)).stderr;
      });
      assert.deepEqual(
        restarted.filter((one) => !(endsServers && one === "ada's server")),
        promised(before, after),
      );
      for (const { seen } of rows) await seen(said);
      if (!elsewhere && !endsServers) assert.equal(await kernel.run("print(kept)"), "still here");
    });
  }

  test("and the server is as it was", async () => {
    assert.deepEqual(await restartedBy(() => up({})), promised(present, {}));
    const boss = await chief();
    for (const { user } of [hedy(), alan()]) {
      assert.equal((await boss.api("DELETE", `/users/${user}`)).status, 204);
      await shell(`userdel --remove jupyter-${user} 2>&1`);
    }
  });
}
