import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, suite, test } from "node:test";
import { Cloud } from "../support/cloud";
import { uploadFakeImage } from "../support/sandbox";
import { checkSettings } from "./situation";

suite("what a check finds in the cloud", () => {
  let cloud: Cloud;
  before(async () => {
    cloud = await Cloud.open();
  });

  test("everything that the settings name, and room for it", async () => {
    const { problems, lookups, quota } = await checkSettings();
    assert.deepEqual(problems, []);
    assert.equal(lookups?.server.flavor?.name, "m1.tiny");
    assert.equal(lookups.network.externalNetworkName, "external");
    const [line] = [quota.gigabytes];
    assert.equal(line?.needed, 1);
    assert.equal(line.limit, 200);
    assert.equal(quota["floating IPs"]?.needed, 1);
    assert.equal(quota["security group rules"]?.needed, 7);
  });

  test("what the stack has made is not needed again", async () => {
    const own = [
      { type: "openstack:compute/instance:Instance", id: "1" },
      { type: "openstack:blockstorage/volume:Volume", id: "2" },
    ];
    const { quota } = await checkSettings({}, own);
    assert.equal(quota.instances?.needed, 0);
    assert.equal(quota.gigabytes?.needed, 0);
    assert.equal(quota["floating IPs"]?.needed, 1);
  });

  test("everything that is missing, with near misses, each with its setting", async () => {
    const { problems } = await checkSettings({
      flavor: "m1.tinny",
      image: "fakes",
      availabilityZone: "fak",
      dataVolumeType: "files",
      network: "externl",
    });
    assert.deepEqual(
      problems
        .map((problem) => /^There is no (.*?) "(.*?)" \(setting (.*?)\)/.exec(problem)?.slice(1).join(" "))
        .sort(),
      [
        "availability zone fak availabilityZone",
        "flavor m1.tinny flavor",
        "image fakes image",
        "network externl network",
        "volume type files dataVolumeType",
      ],
    );
    for (const [setting, near] of [
      ["flavor", "m1.tiny"],
      ["image", "fake"],
      ["availabilityZone", "fake"],
      ["dataVolumeType", "file"],
      ["(setting network)", "external"],
    ] as const) {
      assert.ok(
        problems.some((problem) => problem.includes(setting) && problem.includes(`Did you mean ${near}?`)),
        problems.join("\n"),
      );
    }
  });

  test("an address and a volume that the project does not own", async () => {
    const id = randomUUID();
    const { problems } = await checkSettings({ address: "198.51.100.9", dataVolumeId: id });
    assert.match(problems.join("\n"), /There is no floating IP 198\.51\.100\.9 \(setting address\) in the project/);
    assert.match(problems.join("\n"), new RegExp(`There is no volume "${id}" \\(setting dataVolumeId\\)`));
  });

  test("of images that fit a pattern the newest; one by its id", async () => {
    const stem = `pattern-${randomUUID().slice(0, 8)}`;
    uploadFakeImage(`${stem}-1`);
    uploadFakeImage(`${stem}-2`);
    const images = await cloud.list("image", `/images?name=${stem}-2`);
    const newest = images[0]?.id ?? "";
    assert.equal((await checkSettings({ image: `${stem}-*` })).lookups?.server.imageId, newest);
    assert.equal((await checkSettings({ image: newest })).lookups?.server.imageId, newest);
  });

  test("a quota that is too small: by how much, and what to do", async () => {
    const { problems, quota } = await checkSettings({ dataVolumeSize: 500 });
    assert.equal(problems.length, 1, problems.join("\n"));
    assert.match(
      problems[0] ?? "",
      /quota does not allow it: gigabytes: 500 needed, \d+ of 200 left\. Delete what nobody needs/,
    );
    assert.equal(quota.gigabytes?.needed, 500);
  });

  test("a key pair of the same name: a problem, unless the stack made it", async () => {
    const name = `check-${randomUUID().slice(0, 8)}`;
    await cloud.must("compute", "POST", "/os-keypairs", { keypair: { name } });
    try {
      const { problems } = await checkSettings({ name });
      assert.match(
        problems.join("\n"),
        new RegExp(`There is a key pair "${name}" already.*openstack keypair delete ${name}`),
      );
      const own = [{ type: "openstack:compute/keypair:Keypair", id: name }];
      assert.deepEqual((await checkSettings({ name }, own)).problems, []);
    } finally {
      await cloud.must("compute", "DELETE", `/os-keypairs/${name}`);
    }
  });

  test("a flavor that one user fills is a warning", async () => {
    const { warnings } = await checkSettings({ userMemoryLimit: "2G", userCpuLimit: 4 });
    assert.match(
      warnings.join("\n"),
      /Flavor m1\.tiny has 1 CPUs, 0\.5 GB .* userMemoryLimit 2G[^]*userCpuLimit 4 is no limit/,
    );
  });

  test("an unknown region: those that there are", async () => {
    const { problems } = await checkSettings({ region: "RegionTwo" });
    assert.match(problems.join("\n"), /no region "RegionTwo".*RegionOne/);
  });
});
