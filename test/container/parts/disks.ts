import assert from "node:assert/strict";
import { statSync, truncateSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { record } from "../../support/reliability";
import { formatted, idOf, labelOf, PHASE, phase, SIZE, unmount, unplug, volumeId } from "../lib/dataVolume";
import { FOREIGN, makeDisk, onDisk, refusalOf, removeDisks, sha256, type ForeignDisk } from "../lib/disks";
import { attachVolume, execute, plugVolume, shell, unplugVolume } from "../lib/machine";
import { filesOf, hubApply, mustApply } from "../lib/stack";

const STATUS = ["/opt/jupyterhub/bin/hub-status"];
const STOP = "systemctl stop jupyterhub jupyterhub-proxy caddy 'jupyter-*-singleuser.service' srv-data.mount";
// Milliseconds that mkfs.ext4 has before it is killed.
const KILLED_AFTER = [0, 10, 40, 160];

/** What the server does with disks of every kind that are given to it as its data volume. */
export function disks(): void {
  before(() => shell(STOP));
  afterEach(unmount);
  after(async () => {
    removeDisks();
    await shell(`${STOP}; rm -f /var/lib/jupyterhub-openstack/formatting-*`);
    await attachVolume();
    await mustApply();
  });

  for (const [index, disk] of FOREIGN.entries())
    test(`refused by what it is, and left as it was: ${disk.kind}`, () => refused(disk, volumeId(index)));

  test("a volume that the stack made is formatted though it reads as random bytes, as new ones of an encrypted type do", async () => {
    const id = idOf("random");
    await plugVolume(id, makeDisk("random", SIZE, "head -c 2M /dev/urandom | dd of=$disk conv=notrunc status=none"));
    assert.equal((await phase(id)).code, 3);
    assert.deepEqual(await phase(id, true), { code: 0, said: "" });
    await unplug("random");
  });

  test("a blank disk is formatted, and found as it was left after a crash", async () => {
    const file = await formatted("crash");
    await shell("echo kept > /srv/data/file; sync; mkdir /srv/data/folder");
    const copy = `${file}-copy`;
    onDisk(file, `cp --sparse=always $disk ${copy}`);
    await unplug("crash");
    await plugVolume(idOf("crash"), copy);
    assert.match(onDisk(copy, "dumpe2fs -h $disk 2>/dev/null"), /needs_recovery/);
    assert.deepEqual(await phase(idOf("crash")), { code: 0, said: "" });
    assert.equal(await shell("cat /srv/data/file"), "kept");
    await unplug("crash");
  });

  test("two disks with its id are refused; a SCSI disk, whose link has all of it, is found", async () => {
    const [id, twin] = [idOf("twin"), idOf("crash")];
    const scsi = `/dev/disk/by-id/scsi-0QEMU_QEMU_HARDDISK_${id}`;
    for (const [volume, name] of [
      [id, "virtio"],
      [twin, "scsi"],
    ] as const)
      await plugVolume(volume, makeDisk(name, SIZE));
    await shell(`ln -s $(readlink /dev/disk/by-id/virtio-${twin.slice(0, 20)}) ${scsi}`);
    assert.match((await phase(id)).said, /Several disks carry the id .*: \/dev\/\w+, \/dev\/\w+\. None was touched/);
    await unplugVolume(id);
    assert.deepEqual(await phase(id), { code: 0, said: "" });
    assert.equal(await shell("e2label $(findmnt --noheadings --output SOURCE /srv/data)"), labelOf(id));
    await unmount();
    await shell(`rm ${scsi}`);
    await unplugVolume(twin);
  });

  test("a volume that lost its first superblock is taken up after the command that the message names", async () => {
    const file = await formatted("lost");
    await shell("echo kept > /srv/data/file");
    await unplug("lost");
    onDisk(file, "dd if=/dev/zero of=$disk bs=4K count=1 conv=notrunc");
    await plugVolume(idOf("lost"), file);
    const { code, said } = await phase(idOf("lost"));
    assert.equal(code, 3);
    const [, options] = /`e2fsck (-b \d+ -B \d+ \S+)` repairs it/.exec(said) ?? [];
    assert.ok(options !== undefined, said);
    await shell(`e2fsck -fy ${options} || [ $? = 1 ]`);
    assert.deepEqual(await phase(idOf("lost")), { code: 0, said: "" });
    assert.equal(await shell("cat /srv/data/file"), "kept");
    await unplug("lost");
  });

  test("a file system that e2fsck does not repair by itself is not mounted", async () => {
    const file = await formatted("broken");
    await unplug("broken");
    onDisk(file, "debugfs -w -R 'clri <2>' $disk; debugfs -w -R 'ssv state 2' $disk");
    await plugVolume(idOf("broken"), file);
    const { code, said } = await phase(idOf("broken"));
    assert.equal(code, 3, said);
    assert.match(said, /errors that `e2fsck -p` does not repair by itself, so it was not mounted/);
    assert.equal(await shell("ls -A /srv/data"), "");
    await unplug("broken");
  });

  test("formatting that is killed at any time is done anew, and never on a file system in use", async () => {
    const id = idOf("killed");
    const marker = `/var/lib/jupyterhub-openstack/formatting-${id}`;
    const outcomes = { "made anew": 0, "was ready": 0 };
    for (const milliseconds of KILLED_AFTER) {
      await plugVolume(id, makeDisk("killed", SIZE));
      const script = `setsid /usr/bin/python3 -I -c "$1" ${id} & pid=$!
        until [ -e ${marker} ] || ! kill -0 $pid; do :; done
        sleep ${String(milliseconds / 1000)}; kill -KILL -- -$pid; wait $pid || true`;
      await execute(["bash", "--norc", "-c", script, "bash", PHASE]);
      outcomes[(await execute(["test", "-e", marker])).code === 0 ? "made anew" : "was ready"] += 1;
      await unmount();
      assert.deepEqual(await phase(id), { code: 0, said: "" }, `after ${String(milliseconds)} ms`);
      assert.notEqual((await execute(["test", "-e", marker])).code, 0);
      await unplug("killed");
    }
    assert.ok(outcomes["made anew"] > 0, JSON.stringify(outcomes));
    record("Kills in the middle", {
      "what was killed": "formatting a blank volume",
      times: KILLED_AFTER.length,
      "what was done next": `made anew ${String(outcomes["made anew"])}, ready ${String(outcomes["was ready"])}`,
      lost: "nothing",
    });

    // The power failed when all but the first superblock was on the disk.
    const rest = `mkfs.ext4 -q -L ${labelOf(id)} $disk; dd if=/dev/zero of=$disk bs=64K count=1 conv=notrunc`;
    await plugVolume(id, makeDisk("half", SIZE, rest));
    await shell(`touch ${marker}`);
    assert.deepEqual(await phase(id), { code: 0, said: "" });
    await unplug("killed");

    // The power failed when the marker's end was not on the disk yet.
    await formatted("killed");
    await shell(`echo kept > /srv/data/file; systemctl stop srv-data.mount; touch ${marker}`);
    assert.deepEqual(await phase(id), { code: 0, said: "" });
    assert.equal(await shell("cat /srv/data/file"), "kept");
    await unplug("killed");
  });

  test("the status names a volume that is read-only, cannot be read, or is not there", async () => {
    const file = await formatted("gone");
    assert.match(await status(0), /installation done/);
    await shell("mount -o remount,ro /srv/data");
    assert.match(await status(1), new RegExp(`The data volume ${idOf("gone")} is mounted read-only at /srv/data`));
    const { said } = await phase(idOf("gone"));
    assert.match(said, /is mounted read-only.*`systemctl stop srv-data.mount`, then apply again/);
    truncateSync(file, 0);
    assert.match(await status(1), /cannot be read/);
    await unmount();
    assert.match(await status(1), /is not mounted at \/srv\/data; `systemctl restart hub-install`/);
    await unplugVolume(idOf("gone"));
    assert.match(await status(1), /is not attached to this server/);
  });

  test("a refused volume ends an apply with the same message", async () => {
    const id = idOf("apply");
    const file = makeDisk("apply", SIZE, "printf ',100M\\n' | sfdisk --quiet --label gpt $disk");
    await plugVolume(id, file);
    const { code, stderr } = await hubApply(filesOf({ dataVolumeId: id }));
    await unplugVolume(id);
    assert.equal(code, 1);
    assert.match(stderr, /phase data-volume .*holds: a partition table \(GPT\)\. Nothing was changed\./);
  });
}

async function refused({ kind, make, size, readOnly, says }: ForeignDisk, id: string): Promise<void> {
  const file = makeDisk(kind, size, make);
  const was = sha256(file);
  await plugVolume(id, file, readOnly);
  const { code, said } = await phase(id);
  await unplugVolume(id);
  assert.match(said, says);
  assert.ok(said.includes(id) && said.includes("Nothing was changed."), said);
  assert.equal(code, 3);
  assert.equal(sha256(file), was);
  const compared = statSync(file).size;
  record("Disks that are refused", {
    disk: kind,
    "what is said": refusalOf(said, says),
    "bytes compared": compared,
    "bytes changed": 0,
  });
}

async function status(code: number): Promise<string> {
  const answer = await execute(STATUS);
  assert.equal(answer.code, code, answer.stdout + answer.stderr);
  return answer.stdout;
}
