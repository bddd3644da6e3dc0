import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { record } from "../support/reliability";
import { Cloud } from "../support/cloud";
import { FAKE } from "../support/sandbox";
import { failureOf, TestStack } from "../support/stack";

/** What was done to a stack's server and volume behind Pulumi's back; the tests go on from each other. */
suite("a server that is lost", () => {
  let cloud: Cloud;
  let stack: TestStack;
  let address: string;
  let volume: string;

  before(async () => {
    cloud = await Cloud.open();
    stack = await TestStack.create("loss", { ...FAKE, keepDataOnDestroy: false });
    await stack.up();
    const outputs = await stack.outputs();
    address = outputs.address?.value as string;
    volume = outputs.dataVolumeId?.value as string;
  });
  after(() => stack.dispose());

  const theServer = async (): Promise<string> => {
    const servers = await cloud.list("compute", "/servers?name=jupyterhub-loss");
    assert.equal(servers.length, 1);
    return servers[0]?.id ?? "";
  };
  const act = (server: string, action: object, as = cloud) =>
    as.must("compute", "POST", `/servers/${server}/action`, action);
  const remove = async (server: string): Promise<void> => {
    await cloud.must("compute", "DELETE", `/servers/${server}`);
    await cloud.until("compute", `/servers/${server}`, ({ status }) => status === 404);
  };
  const said = async (): Promise<string> => {
    const lines: string[] = [];
    await stack.up({ onOutput: (text) => lines.push(text) });
    return lines.join("");
  };
  /** The server has the volume and the address that the stack had from the beginning. */
  const assertSame = async (how: string): Promise<void> => {
    const server = await theServer();
    assert.deepEqual(await cloud.serversOf(volume), [server]);
    const [floating] = await cloud.list("network", `/floatingips?floating_ip_address=${address}`);
    const [port] = await cloud.list("network", `/ports?device_id=${server}`);
    assert.equal(floating?.port_id, port?.id);
    assert.equal((await stack.outputs()).dataVolumeId?.value, volume);
    record("Rebuilds", { how, "what differs": "nothing: the volume and the address are the stack's first" });
  };

  test("that is switched off is told", async () => {
    const server = await theServer();
    await act(server, { "os-stop": null });
    await cloud.until<{ server: { status: string } }>(
      "compute",
      `/servers/${server}`,
      ({ body }) => body.server.status === "SHUTOFF",
    );
    assert.match(await said(), new RegExp(`Server ${server} is switched off. Switch it on: openstack server start`));
  });

  test("that is in ERROR is told, with what makes it anew", async () => {
    const server = await theServer();
    await act(server, { "os-resetState": { state: "error" } }, await Cloud.open("sandbox-admin"));
    assert.match(
      await said(),
      new RegExp(`Server ${server} is in state ERROR.*openstack server delete ${server}, then`),
    );
    assert.equal(await theServer(), server);
    await remove(server);
    await stack.refresh();
    await stack.up();
    assert.notEqual(await theServer(), server);
    await assertSame("a server in ERROR");
  });

  test("that somebody deleted is told before anything is made, and is made anew after a refresh", async () => {
    const server = await theServer();
    await remove(server);
    const message = await failureOf(stack.up());
    assert.match(message, new RegExp(`Server ${server}.* is not in the cloud any more\\. \`pulumi refresh\`, then`));
    await stack.refresh();
    await stack.up();
    assert.notEqual(await theServer(), server);
    await assertSame("a server that somebody deleted");
  });

  test("its volume, which somebody detached, is told, and a refresh attaches it again", async () => {
    const server = await theServer();
    await cloud.must("compute", "DELETE", `/servers/${server}/os-volume_attachments/${volume}`);
    await cloud.until<{ volume: { status: string } }>(
      "volume",
      `/volumes/${volume}`,
      ({ body }) => body.volume.status === "available",
    );
    assert.match(await failureOf(stack.up()), new RegExp(`Volume ${volume} is not attached to server ${server}`));
    await stack.refresh();
    await stack.up();
    assert.equal(await theServer(), server);
    await assertSame("a volume that somebody detached");
  });
});
