import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runCell } from "../lib/kernel";
import { attachVolume, eventually, execute, growVolume, shell, start, stop, VOLUME } from "../lib/machine";
import { ada, administrator } from "../lib/people";
import { hubApply } from "../lib/stack";

const CAP_SYS_RESOURCE = 24n;
const LABEL = `hub-${VOLUME.replaceAll("-", "").slice(0, 12)}`;

export function survival(): void {
  test("a reboot brings the hub back with its people and their files, and users still kept from the metadata service", async () => {
    await shell("echo kept > /srv/data/home/ada/file");
    await stop();
    await start();
    await eventually("the hub answers", 90, async () => {
      const answer = await administrator()
        .request("GET", "/hub/health")
        .catch(() => undefined);
      return answer?.status === 200;
    });
    await eventually("the installation has looked after all", 60, async () => {
      return (await execute(["/opt/jupyterhub/bin/hub-status"])).code === 0;
    });
    assert.equal(await ada().logIn(), true);
    await ada().spawn();
    assert.equal(await runCell(ada(), "print(open('file').read())"), "kept");
    assert.match(await shell("nft list table inet jupyterhub"), /169\.254\.169\.254/);
  });

  test("without its volume the hub does not start on the root disk", async () => {
    await shell("systemctl stop jupyterhub jupyterhub-proxy caddy srv-data.mount; rm /dev/disk/by-id/*");
    assert.notEqual((await execute(["systemctl", "start", "jupyterhub"])).code, 0);
    assert.equal(await shell("ls -A /srv/data"), "");
    const { code, stdout } = await execute(["/opt/jupyterhub/bin/hub-status"]);
    assert.equal(code, 1);
    assert.match(stdout, new RegExp(`The data volume ${VOLUME} is not attached`));
    await attachVolume();
  });

  test("a volume that holds something else is refused and named; with its label back the installation goes on", async () => {
    const disk = await shell(`readlink -f /dev/disk/by-id/virtio-${VOLUME.slice(0, 20)}`);
    await shell(`e2label ${disk} precious`);
    const { code, stderr } = await hubApply();
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`phase data-volume .*${VOLUME}.*holds: .*"precious".*e2label ${disk} ${LABEL}`));
    await shell(`e2label ${disk} ${LABEL}`);
    const { code: again, stderr: said } = await hubApply();
    assert.equal(again, 0, said);
    assert.match(said, /user-environment unchanged/);
    assert.equal(await shell("cat /srv/data/home/ada/file"), "kept");
  });

  test("a volume that grew is used in full", { skip: cannotResize() }, async () => {
    const size = async (): Promise<number> =>
      Number(await shell("df --output=size --block-size=M /srv/data | tail -1 | tr -d ' M'"));
    assert.ok((await size()) < 3000);
    await growVolume("4G");
    assert.equal((await hubApply()).code, 0);
    assert.ok((await size()) > 3800);
  });
}

/** Growing a mounted file system takes a capability that some machines keep from root. */
function cannotResize(): string | false {
  const capabilities = /^CapEff:\s*(\w+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
  return (BigInt(`0x${capabilities}`) >> CAP_SYS_RESOURCE) & 1n ? false : "this machine has no CAP_SYS_RESOURCE";
}
