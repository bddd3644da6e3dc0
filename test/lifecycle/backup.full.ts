import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { Cloud } from "../support/cloud";
import { everything, leftBehind, type Inventory } from "../support/inventory";
import { FAKE } from "../support/sandbox";
import { failureOf, TestStack } from "../support/stack";

/** A second volume for backups, on the sandbox's fake compute; the tests go on from each other. */
suite("a volume for backups", () => {
  let cloud: Cloud;
  let found: Inventory;
  let stack: TestStack;
  let data: string;
  let backup: string;

  before(async () => {
    cloud = await Cloud.open();
    found = await everything(cloud);
    stack = await TestStack.create("safe", { ...FAKE, keepDataOnDestroy: false });
    await stack.up();
    data = (await stack.outputs()).dataVolumeId?.value as string;
  });
  after(async () => {
    await stack.dispose();
    if (backup) await cloud.ask("volume", "DELETE", `/volumes/${backup}`);
  });

  const theServer = async () => (await cloud.list("compute", "/servers?name=jupyterhub-safe"))[0]?.id ?? "";

  // The server that runs nothing takes no settings: what has to be brought to it is refused before anything is made.
  test("is refused where nobody would bring its password to the server", async () => {
    await stack.configure({ backupRepository: "volume", backupVolumeSize: 1 });
    await stack.configureSecrets({ backupPassword: "a password for backups" });
    assert.match(await failureOf(stack.preview()), /backupRepository is set while waitForHub is false/);
  });

  test("is made and attached to the running server", async () => {
    const server = await theServer();
    await stack.configure({ waitForHub: true, sshTimeout: 10 });
    // The wait for a server that runs nothing ends with an error; the volume is there by then.
    assert.match(await failureOf(stack.up()), /SSH did not let us in/);
    backup = (await cloud.list("volume", "/volumes?name=jupyterhub-safe-backup"))[0]?.id ?? "";
    assert.deepEqual(await cloud.serversOf(backup), [server]);
    assert.deepEqual(await cloud.serversOf(data), [server]);
    assert.equal((await cloud.one("volume", `/volumes/${backup}`)).size, 1);
  });

  test("goes with the data to the server of the next generation", async () => {
    const server = await theServer();
    await stack.configure({ generation: 2 });
    assert.match(await failureOf(stack.up()), /SSH did not let us in/);
    const next = await theServer();
    assert.notEqual(next, server);
    assert.deepEqual([await cloud.serversOf(data), await cloud.serversOf(backup)], [[next], [next]]);
  });

  test("stays in the cloud when the stack goes, even where the data does not", async () => {
    await stack.destroy();
    assert.deepEqual(leftBehind(found, await everything(cloud)), { volumes: [`jupyterhub-safe-backup ${backup}`] });
  });

  test("is taken up by its id, and stays then too", async () => {
    await stack.configure({ backupVolumeId: backup });
    assert.match(await failureOf(stack.up()), /SSH did not let us in/);
    assert.deepEqual(await cloud.serversOf(backup), [await theServer()]);
    await stack.destroy();
    assert.deepEqual(leftBehind(found, await everything(cloud)), { volumes: [`jupyterhub-safe-backup ${backup}`] });
  });
});
