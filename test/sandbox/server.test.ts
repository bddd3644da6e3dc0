/** A server of the fake compute from its network to its volume, and nothing left of it. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, it } from "node:test";
import { Cloud, type Service } from "../support/cloud";
import { environment, sandbox } from "./command";

interface Named {
  id: string;
  name: string;
  status: string;
}

const name = `sandbox-test-${randomUUID().slice(0, 8)}`;
/** How to take back what was made, newest first. */
const undo: (() => Promise<unknown>)[] = [];
let user: Cloud;

before(async () => {
  sandbox("up");
  user = await Cloud.open("sandbox", environment().OS_CLIENT_CONFIG_FILE);
});

after(async () => {
  for (const step of undo) await step().catch(() => undefined);
});

/** Makes a thing and remembers to delete it. */
async function make(service: Service, kind: string, path: string, body: object): Promise<Named> {
  const made = (await user.must<Record<string, Named>>(service, "POST", path, { [kind]: body }))[kind];
  assert.ok(made);
  undo.unshift(() => remove(service, `${path}/${made.id}`));
  return made;
}

/** Deletes a thing and waits until it is gone. */
async function remove(service: Service, path: string): Promise<void> {
  await user.must(service, "DELETE", path);
  await user.until(service, path, ({ status }) => status === 404);
}

it("makes a server with port, volume and config drive in the zone fake, and leaves nothing when all is deleted", async () => {
  const { images } = await user.must<{ images: Named[] }>("image", "GET", "/images?name=fake");
  const { flavors } = await user.must<{ flavors: Named[] }>("compute", "GET", "/flavors");
  const flavor = flavors.find((found) => found.name === "m1.tiny");

  const volumeMade = make("volume", "volume", "/volumes", { name, size: 1 });
  const network = await make("network", "network", "/networks", { name });
  await make("network", "subnet", "/subnets", {
    name,
    network_id: network.id,
    ip_version: 4,
    cidr: "10.77.0.0/24",
  });
  const port = await make("network", "port", "/ports", { name, network_id: network.id });
  const server = await make("compute", "server", "/servers", {
    name,
    imageRef: images[0]?.id,
    flavorRef: flavor?.id,
    availability_zone: "fake",
    config_drive: true,
    networks: [{ port: port.id }],
  });
  await user.until<{ server: Named }>(
    "compute",
    `/servers/${server.id}`,
    ({ body }) => body.server.status === "ACTIVE",
  );
  const console = await user.must<{ output: string }>("compute", "POST", `/servers/${server.id}/action`, {
    "os-getConsoleOutput": {},
  });
  assert.match(console.output, /\S/);

  const volume = await volumeMade;
  const state = (wanted: string) =>
    user.until<{ volume: Named }>("volume", `/volumes/${volume.id}`, ({ body }) => body.volume.status === wanted);
  await state("available");
  await user.must("volume", "POST", `/volumes/${volume.id}/action`, { "os-extend": { new_size: 2 } });
  await state("available");
  const attachments = `/servers/${server.id}/os-volume_attachments`;
  const attach = { volumeAttachment: { volumeId: volume.id } };
  await user.must("compute", "POST", attachments, attach);
  await state("in-use");
  await user.must("compute", "DELETE", `${attachments}/${volume.id}`);
  await state("available");
  await user.must("compute", "POST", attachments, attach);
  await state("in-use");

  await remove("compute", `/servers/${server.id}`);
  // Freed with its server, and kept.
  await state("available");
  const { port: freed } = await user.must<{ port: { device_id: string } }>("network", "GET", `/ports/${port.id}`);
  assert.equal(freed.device_id, "");
  await remove("network", `/ports/${port.id}`);
  await remove("volume", `/volumes/${volume.id}`);
  await remove("network", `/networks/${network.id}`);

  for (const [service, path] of [
    ["compute", `/servers?name=${name}`],
    ["volume", `/volumes?name=${name}`],
    ["network", `/networks?name=${name}`],
    ["network", `/ports?name=${name}`],
  ] as const) {
    const lists = Object.values(await user.must<Record<string, unknown[]>>(service, "GET", path));
    assert.deepEqual(lists[0], [], `${service} ${path}`);
  }
});
