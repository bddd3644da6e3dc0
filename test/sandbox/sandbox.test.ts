/** The sandbox is a cloud that an ordinary user can work in. Brings it up when it is not, and leaves it up and clean. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import { Cloud, type Service } from "../support/cloud";
import { environment, sandbox } from "./command";

interface Named {
  id: string;
  name: string;
  status: string;
}

let user: Cloud;

before(async () => {
  sandbox("up");
  user = await Cloud.open("sandbox", environment().OS_CLIENT_CONFIG_FILE);
});

describe("command", () => {
  it("leaves what runs alone when run again", () => {
    const container = () => readFileSync("/run/oscloud/pid", "utf8");
    const running = container();
    sandbox("up");
    assert.equal(container(), running);
  });

  it("says what runs, all of it up", () => {
    const { up, services } = JSON.parse(sandbox("status", "--json")) as {
      up: boolean;
      services: Record<string, boolean>;
    };
    assert.equal(up, true);
    assert.ok(Object.keys(services).length > 10);
    assert.deepEqual(
      Object.entries(services).filter(([, runs]) => !runs),
      [],
    );
  });

  it("names a name server for the cloud's networks", () => {
    assert.match(environment().SANDBOX_DNS ?? "", /^\d+\.\d+\.\d+\.\d+$/);
  });
});

describe("accounts", () => {
  const reads: [Service, string][] = [
    ["identity", "/auth/projects"],
    ["image", "/images"],
    ["compute", "/servers"],
    ["network", "/networks"],
    ["volume", "/volumes"],
  ];
  for (const [service, path] of reads) {
    it(`lets the ordinary user read ${service}`, async () => {
      await user.must(service, "GET", path);
    });
  }

  it("has a placement API that answers and is not for ordinary users", async () => {
    assert.equal((await user.ask("placement", "GET", "/")).status, 200);
    assert.equal((await user.ask("placement", "GET", "/resource_providers")).status, 403);
  });

  it("refuses an admin's call to the ordinary user, and not to the admin", async () => {
    assert.ok(!user.roles.includes("admin"));
    assert.equal((await user.ask("compute", "GET", "/os-services")).status, 403);
    const admin = await Cloud.open("sandbox-admin", environment().OS_CLIENT_CONFIG_FILE);
    await admin.must("compute", "GET", "/os-services");
  });
});

describe("contents", () => {
  it("has the quotas that were set", async () => {
    const { limits } = await user.must<{ limits: { absolute: Record<string, number> } }>("compute", "GET", "/limits");
    const volume = await user.must<{ limits: { absolute: Record<string, number> } }>("volume", "GET", "/limits");
    const { quota } = await user.must<{ quota: Record<string, number> }>("network", "GET", `/quotas/${user.projectId}`);
    assert.equal(limits.absolute.maxTotalInstances, 10);
    assert.equal(limits.absolute.maxTotalCores, 20);
    assert.equal(limits.absolute.maxTotalRAMSize, 51200);
    assert.equal(volume.limits.absolute.maxTotalVolumes, 10);
    assert.equal(volume.limits.absolute.maxTotalVolumeGigabytes, 200);
    const network = { floatingip: 10, security_group: 20, security_group_rule: 100, port: 50, network: 10 };
    assert.deepEqual({ ...quota, ...network }, quota);
  });

  it("has both zones", async () => {
    const { availabilityZoneInfo: zones } = await user.must<{
      availabilityZoneInfo: { zoneName: string; zoneState: { available: boolean } }[];
    }>("compute", "GET", "/os-availability-zone");
    const available = zones.filter((zone) => zone.zoneState.available).map((zone) => zone.zoneName);
    assert.deepEqual(available.sort(), ["fake", "nova"]);
  });

  it("has the flavors", async () => {
    const { flavors } = await user.must<{
      flavors: { name: string; vcpus: number; ram: number; disk: number }[];
    }>("compute", "GET", "/flavors/detail");
    const sizes = Object.fromEntries(flavors.map(({ name, vcpus, ram, disk }) => [name, [vcpus, ram, disk]]));
    assert.deepEqual(sizes, { "m1.tiny": [1, 512, 3], "m1.hub": [2, 3072, 10] });
  });

  it("has the external network", async () => {
    const { networks } = await user.must<{ networks: (Named & { mtu: number })[] }>(
      "network",
      "GET",
      "/networks?router:external=true",
    );
    assert.deepEqual(
      networks.map(({ name, mtu }) => [name, mtu]),
      [["external", 1400]],
    );
  });
});
