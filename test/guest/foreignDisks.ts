import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { PHASE } from "../container/lib/dataVolume";
import { FOREIGN, makeDisk, refusalOf, removeDisks } from "../container/lib/disks";
import type { Cloud } from "../support/cloud";
import { record } from "../support/reliability";

/** Bytes from the beginning of a disk: the largest of those that are refused has fewer. */
const COMPARED = 330 * 2 ** 20;

/**
 * Gives a hub's server another volume, which holds one thing after the other, in the place of its data volume; takes it away again.
 *
 * @param server the server's id
 * @param root runs a command on it, with this standard input, and answers what it printed
 */
export async function assertForeignDisksAreLeft(
  cloud: Cloud,
  server: string,
  root: (command: string, input?: string | Buffer) => Promise<string>,
): Promise<void> {
  const available = () =>
    cloud.until<{ volume: { status: string } }>(
      "volume",
      `/volumes/${id}`,
      ({ body }) => body.volume.status === "available",
    );
  const { id } = (
    await cloud.must<{ volume: { id: string } }>("volume", "POST", "/volumes", {
      volume: { size: 1, name: "jupyterhub-data-other" },
    })
  ).volume;
  await available();
  const attachments = `/servers/${server}/os-volume_attachments`;
  await cloud.must("compute", "POST", attachments, { volumeAttachment: { volumeId: id } });
  const disk = `/dev/disk/by-id/virtio-${id.slice(0, 20)}`;
  await root(`sh -c 'until [ -e ${disk} ]; do sleep 1; done; cp /etc/jupyterhub-openstack/settings.json /root/'`);
  await root("systemctl stop jupyterhub jupyterhub-proxy caddy srv-data.mount");
  const digest = () => root(`sh -c 'head -c ${String(COMPARED)} ${disk} | sha256sum'`);
  for (const { kind, make, size, says } of FOREIGN.filter(({ elsewhere }) => elsewhere !== true)) {
    await root(
      `sh -c 'gunzip | dd of=${disk} bs=1M conv=fsync,sparse status=none'`,
      gzipSync(readFileSync(makeDisk(kind, size, make))),
    );
    const was = await digest();
    const said = await root(`/usr/bin/python3 -I - ${id} || [ $? = 3 ]`, PHASE);
    assert.match(said, says, kind);
    assert.equal(await digest(), was, kind);
    record("Disks that are refused", {
      disk: `${kind}, on a guest`,
      "what is said": refusalOf(said, says),
      "bytes compared": COMPARED,
      "bytes changed": 0,
    });
    await root(`blkdiscard --zeroout ${disk}`);
  }
  removeDisks();
  await root("sh -c 'mv /root/settings.json /etc/jupyterhub-openstack/; systemctl restart hub-install'");
  await cloud.must("compute", "DELETE", `${attachments}/${id}`);
  await available();
  await cloud.must("volume", "DELETE", `/volumes/${id}`);
}
