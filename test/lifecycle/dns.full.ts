import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Resolver } from "node:dns/promises";
import { after, before, suite, test } from "node:test";
import { Cloud, type Json } from "../support/cloud";
import { FAKE } from "../support/sandbox";
import { failureOf, TestStack } from "../support/stack";

/**
 * A server directly on a network with IPv4 and IPv6, and its name in a zone of Designate, as the sandbox's name server gives it
 * out; the tests go on from each other.
 */
suite("the hub's name in a zone of the cloud's DNS", () => {
  const id = randomUUID().slice(0, 8);
  const zone = `z${id}.example.org`;
  const resolver = new Resolver();
  resolver.setServers(["198.51.100.2"]);
  let cloud: Cloud;
  let networkId: string;
  let zoneId: string;
  let stack: TestStack;

  before(async () => {
    cloud = await Cloud.open();
    networkId = await dualStackNetwork(cloud, `dual-${id}`);
    const made = await cloud.must("dns", "POST", "/zones", { name: `${zone}.`, email: "hostmaster@example.org" });
    zoneId = String(made.id);
    await cloud.until<Json>("dns", `/zones/${zoneId}`, ({ body }) => body.status === "ACTIVE");
    const settings = { network: `dual-${id}`, address: "direct", dnsZone: zone, keepDataOnDestroy: false };
    stack = await TestStack.create("dns", { ...FAKE, ...settings });
  });
  after(async () => {
    await stack.dispose();
    await cloud.must("dns", "DELETE", `/zones/${zoneId}`);
    await cloud.must("network", "DELETE", `/networks/${networkId}`);
  });

  /** What the name leads to, IPv4 first. */
  const resolved = async (name: string) => [
    ...(await resolver.resolve4(`${name}.${zone}`)),
    ...(await resolver.resolve6(`${name}.${zone}`)),
  ];
  const addresses = async () => {
    const [port] = await cloud.list("network", `/ports?network_id=${networkId}&name=jupyterhub-dns`);
    const fixed = (port?.fixed_ips as { ip_address: string }[]).map(({ ip_address }) => ip_address);
    return fixed.sort((one, other) => Number(one.includes(":")) - Number(other.includes(":")));
  };

  test("up records the name, and it leads to the server's IPv4 and IPv6 addresses", async () => {
    await stack.up();
    const { url, address } = await stack.outputs();
    assert.equal(url?.value, `https://jupyterhub-dns.${zone}/`);
    const [v4, v6] = await addresses();
    assert.equal(address?.value, v4);
    assert.match(v6 ?? "", /^fd00:99::/);
    assert.deepEqual(await resolved("jupyterhub-dns"), [v4, v6]);
  });

  test("a second up knows what is its own, and changes nothing", async () => {
    const said: string[] = [];
    assert.deepEqual(await stack.up({ expectNoChanges: true, onOutput: (text) => said.push(text) }), {});
    assert.doesNotMatch(said.join(""), /There is another/);
  });

  test("another name takes the place of the first", async () => {
    await stack.configure({ publicUrl: `https://course.${zone}` });
    await stack.up();
    assert.deepEqual(await resolved("course"), await addresses());
    await assert.rejects(resolver.resolve4(`jupyterhub-dns.${zone}`), { code: "ENOTFOUND" });
  });

  test("a record of somebody else's is not taken over", async () => {
    const record = { name: `taken.${zone}.`, type: "A", records: ["192.0.2.1"] };
    const made = await cloud.must("dns", "POST", `/zones/${zoneId}/recordsets`, record);
    await stack.configure({ publicUrl: `https://taken.${zone}` });
    const message = await failureOf(stack.up());
    assert.match(message, new RegExp(`There is a record taken.${zone}. A 192.0.2.1 already`));
    assert.match(message, new RegExp(`openstack recordset delete ${zoneId} ${String(made.id)}`));
    await cloud.must("dns", "DELETE", `/zones/${zoneId}/recordsets/${String(made.id)}`);
  });

  test("a zone that is not there: the near miss", async () => {
    await stack.configure({ dnsZone: `x${zone.slice(1)}`, publicUrl: `https://hub.x${zone.slice(1)}` });
    assert.match(await failureOf(stack.up()), new RegExp(`There is no zone .*Did you mean ${zone}.\\?`));
  });

  test("destroy takes the records away, and leaves the zone", async () => {
    await stack.destroy();
    const left = await cloud.list("dns", `/zones/${zoneId}/recordsets`);
    assert.deepEqual(left.map(({ type }) => type).sort(), ["NS", "SOA"]);
  });
});

async function dualStackNetwork(cloud: Cloud, name: string): Promise<string> {
  const { network } = await cloud.must<{ network: Json }>("network", "POST", "/networks", { network: { name } });
  const subnets = [
    { ip_version: 4, cidr: "10.99.0.0/24" },
    { ip_version: 6, cidr: "fd00:99::/64", ipv6_address_mode: "slaac", ipv6_ra_mode: "slaac" },
  ];
  for (const subnet of subnets) {
    await cloud.must("network", "POST", "/subnets", { subnet: { network_id: network.id, ...subnet } });
  }
  return String(network.id);
}
