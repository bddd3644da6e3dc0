import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { ROOT, builtToolchain, plugin } from "./built";
import { Declarations } from "./declarations";
import { type Properties, type Property, shapesOf } from "./shape";

const PACKAGE = "@pulumi/openstack";
const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  dependencies: Record<string, string>;
};
const pinned = dependencies[PACKAGE] ?? "";

// "openstack:compute/instance:Instance" → { module: "compute/instance", member: "Instance" }
function parse(token: string): { module: string; member: string } {
  const [, module = "", member = ""] = token.split(":");
  return { module, member };
}

function source(module: string): string {
  return readFileSync(join(ROOT, "node_modules", PACKAGE, `${module}.js`), "utf8");
}

// Which outputs are secret is not in the declarations but in what a class passes on.
function declaredSecrets(module: string): unknown {
  return JSON.parse(/additionalSecretOutputs: (\[.*?\])/.exec(source(module))?.[1] ?? "[]");
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

describe("the properties of the plugin for openstack, against the declarations of @pulumi/openstack", () => {
  let printed: Properties;
  let declared: Declarations;
  before(() => {
    const { PULUMI_HOME } = builtToolchain();
    const output = execFileSync(plugin(PULUMI_HOME, "openstack", pinned), ["-properties"], { encoding: "utf8" });
    printed = JSON.parse(output) as Properties;
    const tokens = [...Object.keys(printed.resources), ...Object.keys(printed.dataSources)];
    declared = new Declarations(PACKAGE, ["provider", ...tokens.map((token) => parse(token).module)]);
  });

  it("stands in for the version that package.json pins", () => {
    assert.equal(printed.version, pinned);
  });

  it("has the resources and data sources that the program needs", () => {
    assert.deepEqual(Object.keys(printed.resources).map((token) => parse(token).module).sort(), [
      "blockstorage/volume",
      "compute/instance",
      "compute/keypair",
      "compute/volumeAttach",
      "dns/recordSet",
      "images/image",
      "networking/floatingIp",
      "networking/floatingIpAssociate",
      "networking/network",
      "networking/port",
      "networking/router",
      "networking/routerInterface",
      "networking/secGroup",
      "networking/secGroupRule",
      "networking/subnet",
    ]);
    assert.deepEqual(Object.keys(printed.dataSources).map((token) => parse(token).module).sort(), [
      "blockstorage/getVolumeV3",
      "compute/getFlavor",
      "compute/getKeypair",
      "compute/getLimitsV2",
      "identity/getAuthScope",
      "images/getImage",
      "images/getImageIds",
      "networking/getFloatingIp",
      "networking/getNetwork",
      "networking/getPort",
      "networking/getRouter",
      "networking/getSecGroup",
      "networking/getSubnet",
    ]);
  });

  it("agrees on the provider's arguments and secrets", () => {
    assert.deepEqual(shapesOf(printed.provider, true), declared.properties("provider", "ProviderArgs"));
    assert.deepEqual(secretsOf(printed.provider), declaredSecrets("provider"));
  });

  it("agrees on each resource's token, arguments, state, outputs and secrets", () => {
    for (const [token, properties] of Object.entries(printed.resources)) {
      const { module, member } = parse(token);
      assert.equal(/__pulumiType = '(.*)'/.exec(source(module))?.[1], token);
      assert.deepEqual(shapesOf(properties, true), declared.properties(module, `${member}Args`), `${member}Args`);
      assert.deepEqual(shapesOf(properties), declared.properties(module, `${member}State`), `${member}State`);
      assert.deepEqual(shapesOf(properties), declared.properties(module, member), member);
      assert.deepEqual(secretsOf(properties), declaredSecrets(module), `secrets of ${member}`);
    }
  });

  it("agrees on each data source's token, arguments and result", () => {
    for (const [token, properties] of Object.entries(printed.dataSources)) {
      const { module, member } = parse(token);
      assert.ok(source(module).includes(`invoke("${token}"`), `${module}.js does not call ${token}`);
      const name = capitalized(member);
      assert.deepEqual(shapesOf(properties, true), declared.properties(module, `${name}Args`), `${name}Args`);
      // Each result has an id, which the Terraform provider does not declare.
      const result = { id: "string", ...shapesOf(properties) };
      assert.deepEqual(result, declared.properties(module, `${name}Result`), `${name}Result`);
    }
  });

  it("would notice a property that has the name the bridge gives by itself", () => {
    const properties = printed.resources["openstack:networking/subnet:Subnet"] ?? {};
    const { allocationPoolsCollection, ...others } = properties;
    const unnamed = { ...others, allocationPool: allocationPoolsCollection } as Record<string, Property>;
    assert.notDeepEqual(shapesOf(unnamed), declared.properties("networking/subnet", "SubnetState"));
  });
});

function secretsOf(properties: Record<string, Property>): string[] {
  return Object.keys(properties)
    .filter((name) => properties[name]?.secret)
    .sort();
}
