import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { BACKUPS } from "./examples";
import { inflate, program } from "./program";

suite("the program, with backups to a volume", () => {
  const settings = { ...BACKUPS.volume, backupVolumeSize: 50 };

  test("a second volume is made, which destroy leaves, and is attached after the data's", async () => {
    const made = await program(settings);
    const volumes = made.registered.filter(({ type }) => type === "openstack:blockstorage/volume:Volume");
    assert.deepEqual(
      volumes.map(({ inputs }) => [inputs.name, inputs.size]),
      [
        ["jupyterhub-test-data", 20],
        ["jupyterhub-test-backup", 50],
      ],
    );
    const attached = made.registered.filter(({ type }) => type === "openstack:compute/volumeAttach:VolumeAttach");
    assert.deepEqual(
      attached.map(({ inputs }) => inputs.volumeId),
      ["hub-data-id", "hub-backup-id"],
    );
    assert.equal(made.outputs.backupVolumeId, "hub-backup-id");
    assert.equal(made.serverSettings().backup?.volumeId, "hub-backup-id");
  });

  test("its password reaches the server by standard input only", async () => {
    const made = await program(settings);
    const recipe = made.one("pulumi:index:Stash").input as { userData: string };
    assert.ok(!inflate(recipe.userData).includes(settings.backupPassword));
    const { secrets } = JSON.parse(made.task().payload) as { secrets: Record<string, string> };
    assert.deepEqual(secrets, { backupPassword: settings.backupPassword });
  });

  test("an existing one is taken up and none is made", async () => {
    const backupVolumeId = "0e4b9a52-7d1e-4c8b-9a52-0123456789ab";
    const made = await program({ ...settings, backupVolumeId });
    assert.equal(made.one("openstack:blockstorage/volume:Volume").name, "jupyterhub-test-data");
    assert.equal(made.serverSettings().backup?.volumeId, backupVolumeId);
  });
});
