import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { Cloud } from "../support/cloud";
import { everything, leftBehind, type Inventory } from "../support/inventory";
import { FAKE, uploadFakeImage } from "../support/sandbox";
import { TestStack } from "../support/stack";

/** One stack's life on the sandbox's fake compute; the tests go on from each other. */
suite("the life of a stack", () => {
  let cloud: Cloud;
  let stack: TestStack;
  let found: Inventory;
  let server: string;
  let volume: string;
  let address: string;

  before(async () => {
    uploadFakeImage("fake-2");
    cloud = await Cloud.open();
    found = await everything(cloud);
    stack = await TestStack.create("life", FAKE);
  });
  after(() => stack.dispose());

  const theServer = async () => {
    const servers = await cloud.list("compute", "/servers/detail?name=jupyterhub-life");
    assert.equal(servers.length, 1);
    return servers[0] as (typeof servers)[number] & { status: string; image: { id: string } };
  };
  const theGroup = async () => {
    const groups = await cloud.list("network", "/security-groups?name=jupyterhub-life");
    assert.equal(groups.length, 1);
    return groups[0] as (typeof groups)[number] & { security_group_rules: Rule[] };
  };

  test("up makes a server that runs, with its volume and its address", async () => {
    await stack.up();
    const outputs = await stack.outputs();
    ({ id: server } = await theServer());
    assert.equal((await theServer()).status, "ACTIVE");
    address = outputs.address?.value as string;
    volume = outputs.dataVolumeId?.value as string;
    assert.deepEqual(await cloud.serversOf(volume), [server]);
    const [port] = await cloud.list("network", `/ports?device_id=${server}`);
    const [floating] = await cloud.list("network", `/floatingips?floating_ip_address=${address}`);
    assert.equal(floating?.port_id, port?.id);
    assert.equal(outputs.url?.value, `https://${address}/`);
  });

  test("the security group lets in SSH and web from the configured ranges, and nothing else", async () => {
    const rules = (await theGroup()).security_group_rules.filter(({ direction }) => direction === "ingress");
    const table = rules.map(
      (rule) => `${rule.ethertype} ${String(rule.port_range_min)} ${rule.remote_ip_prefix ?? "any"}`,
    );
    assert.deepEqual(table.sort(), [
      "IPv4 22 198.51.100.0/24",
      "IPv4 443 0.0.0.0/0",
      "IPv4 80 0.0.0.0/0",
      "IPv6 443 ::/0",
      "IPv6 80 ::/0",
    ]);
  });

  test("secrets are secrets: in the outputs, and nowhere in the state", async () => {
    const outputs = await stack.outputs();
    assert.equal(outputs.adminPassword?.secret, true);
    assert.equal(outputs.sshPrivateKey?.secret, true);
    assert.equal(outputs.address?.secret, false);
    const state = stack.state();
    assert.ok(!state.includes("correct horse battery"));
    assert.ok(!state.includes("PRIVATE KEY"));
  });

  test("a second up changes nothing", async () => {
    assert.deepEqual(await stack.up({ expectNoChanges: true }), {});
  });

  test("a refresh finds nothing changed", async () => {
    assert.deepEqual(await stack.refresh({ expectNoChanges: true }), {});
  });

  test("a rule that somebody removed is seen and put back, and nothing else", async () => {
    const rule = (await theGroup()).security_group_rules.find(({ port_range_min }) => port_range_min === 22);
    await cloud.ask("network", "DELETE", `/security-group-rules/${rule?.id ?? ""}`);
    const steps = await stack.up({ refresh: true });
    assert.deepEqual(
      Object.values(steps).filter((op) => op !== "delete"),
      ["create"],
    );
    assert.ok((await theGroup()).security_group_rules.some(({ port_range_min }) => port_range_min === 22));
  });

  test("a range that is added is one rule more and no other change", async () => {
    await stack.configure({ sshCidrs: ["198.51.100.0/24", "2001:db8::/32"] });
    const steps = await stack.up();
    assert.deepEqual(steps, { "hub-ssh-2001-db8---32 SecGroupRule": "create" });
  });

  test("a changed limit waits in the recipe; the server is not touched", async () => {
    await stack.configure({ userMemoryLimit: "1G" });
    assert.deepEqual(await stack.up(), { "hub-recipe Stash": "update" });
  });

  test("tls upstream shuts port 443 and leaves 80 to the cloud's proxy; the server is not touched", async () => {
    await stack.configure({
      tls: "upstream",
      publicUrl: "https://proxy-{address}.example.org",
      webCidrs: ["192.0.2.7/32", "0.0.0.0/1"],
    });
    const steps = await stack.up();
    assert.equal(steps["hub Instance"], undefined, JSON.stringify(steps));
    const web = (await theGroup()).security_group_rules.filter(
      ({ port_range_min: port }) => port === 80 || port === 443,
    );
    assert.deepEqual(
      web.map(({ port_range_min, remote_ip_prefix }) => `${String(port_range_min)} ${String(remote_ip_prefix)}`).sort(),
      ["80 0.0.0.0/1", "80 192.0.2.7/32"],
    );
    assert.equal((await stack.outputs()).url?.value, `https://proxy-${address.replaceAll(".", "-")}.example.org/`);
    // The same ranges, with other descriptions: each rule must go before its successor comes.
    await stack.configure({ tls: "internal" });
    await stack.up();
    assert.equal((await theServer()).id, server);
  });

  test("another image and another key leave the running server alone", async () => {
    await stack.configure({
      image: "fake-2",
      sshPublicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBa2rr0I1mzHCFXoTXsgu1iBbMvTiN3iFsYjnVwyEGT7 me@laptop",
    });
    const steps = await stack.up();
    assert.equal(steps["hub Instance"], undefined, JSON.stringify(steps));
    assert.equal((await theServer()).id, server);
  });

  test("a new generation is a new server from the present image, with the same volume and address", async () => {
    const before = (await theServer()).image.id;
    await stack.configure({ generation: 2 });
    await stack.up();
    const now = await theServer();
    assert.notEqual(now.id, server);
    assert.notEqual(now.image.id, before);
    const outputs = await stack.outputs();
    assert.equal(outputs.address?.value, address);
    assert.equal(outputs.dataVolumeId?.value, volume);
    assert.deepEqual(await cloud.serversOf(volume), [now.id]);
    const [port] = await cloud.list("network", `/ports?device_id=${now.id}`);
    const [floating] = await cloud.list("network", `/floatingips?floating_ip_address=${address}`);
    assert.equal(floating?.port_id, port?.id);
  });

  test("after it, up changes nothing", async () => {
    assert.deepEqual(await stack.up({ expectNoChanges: true }), {});
  });

  test("an image that is gone from the cloud replaces nothing", async () => {
    const before = await theServer();
    await (await Cloud.open("sandbox-admin")).must("image", "DELETE", `/images/${before.image.id}`);
    await stack.configure({ image: "fake" });
    const steps = await stack.up({ refresh: true });
    assert.equal(steps["hub Instance"], undefined, JSON.stringify(steps));
    assert.equal((await theServer()).id, before.id);
  });

  test("destroy leaves nothing but the data volume", async () => {
    await stack.destroy();
    assert.deepEqual(leftBehind(found, await everything(cloud)), { volumes: [`jupyterhub-life-data ${volume}`] });
    assert.equal((await cloud.one("volume", `/volumes/${volume}`)).status, "available");
  });

  test("a later stack takes the volume up, and does not delete it either", async () => {
    await stack.configure({ dataVolumeId: volume });
    const steps = await stack.up();
    assert.equal(steps["hub-data Volume"], undefined);
    assert.deepEqual(await cloud.serversOf(volume), [(await theServer()).id]);
    await stack.destroy();
    assert.equal((await cloud.one("volume", `/volumes/${volume}`)).status, "available");
    assert.equal((await cloud.ask("volume", "DELETE", `/volumes/${volume}`)).status, 202);
  });
});

interface Rule {
  readonly id: string;
  readonly direction: string;
  readonly ethertype: string;
  readonly port_range_min: number | null;
  readonly remote_ip_prefix: string | null;
}
