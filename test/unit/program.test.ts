import assert from "node:assert/strict";
import { before, suite, test } from "node:test";
import { gunzipSync } from "node:zlib";
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { utils } from "ssh2";
import type { ResolvedCloud } from "../../src/credentials/resolved";
import { deployHub } from "../../src/hub";
import type { Lookups } from "../../src/lookups/cloud";
import { settingsOf } from "./defaults";

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

const LOOKUPS: Lookups = {
  network: { externalNetworkId: "external-id", externalNetworkName: "external" },
  server: { imageId: "image-id", flavorId: "flavor-id" },
};

const CLOUD: ResolvedCloud = {
  name: "test",
  sources: [],
  authType: "password",
  auth: { auth_url: "https://keystone.example/v3" },
  interface: "public",
  tls: { verify: true },
  endpointOverrides: {},
  passedAs: "name",
};

/** What the program registers for these settings, and its outputs. The mocks answer what a cloud would. */
async function program(changes: Record<string, unknown>, lookups: Lookups = LOOKUPS) {
  const registered: Registered[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registered.push({ type, name, inputs: inputs as Record<string, unknown> });
        return { id: `${name}-id`, state: stateOf(type, inputs as Record<string, unknown>) };
      },
      call: ({ token }) => {
        throw new Error(`${token} is not expected here`);
      },
    },
    "jupyterhub-openstack",
    "test",
  );
  const provider = new openstack.Provider("cloud", { cloud: "test" });
  const outputs = await deployHub("hub", { settings: settingsOf(changes), cloud: CLOUD, lookups }, { provider });
  await new Promise((resolve) => pulumi.output(outputs as Record<string, unknown>).apply(resolve));
  // The outputs do not wait for the resources that nobody reads from, such as the last rule.
  await pulumi.runtime.disconnect();
  const one = (type: string): Record<string, unknown> => {
    const found = registered.filter((resource) => resource.type === type);
    assert.equal(found.length, 1, `${type}: ${String(found.length)}`);
    return found[0]?.inputs ?? {};
  };
  return { registered, one, has: (type: string) => registered.some((resource) => resource.type === type) };
}

function stateOf(type: string, inputs: Record<string, unknown>): Record<string, unknown> {
  switch (type) {
    case "openstack:networking/floatingIp:FloatingIp":
      return { ...inputs, address: "198.51.100.60" };
    case "openstack:networking/port:Port":
      return { ...inputs, allFixedIps: ["2001:db8::5", "10.0.0.5"] };
    case "openstack:compute/keypair:Keypair":
      return { ...inputs, privateKey: inputs.publicKey === undefined ? "generated-private-key" : "" };
    case "pulumi:index:Stash":
      return { ...inputs, output: inputs.input };
    case "command:local:Command":
      return { ...inputs, stdout: "ssh-ed25519 AAAA" };
    case "command:remote:Command":
      return { ...inputs, stdout: JSON.stringify({ caCertificate: "PEM", hubVersion: "5" }) };
    default:
      return inputs;
  }
}

const REMOTE = "command:remote:Command";
const PORT = "openstack:networking/port:Port";

suite("the program, by default", () => {
  let made: Awaited<ReturnType<typeof program>>;
  before(async () => {
    made = await program({});
  });

  test("the server stands on a port of its own, with the hub's security group only", () => {
    assert.deepEqual(made.one("openstack:compute/instance:Instance").networks, [{ port: "hub-id" }]);
    assert.deepEqual(made.one(PORT).securityGroupIds, ["hub-id"]);
    assert.equal(made.one("openstack:compute/instance:Instance").securityGroups, undefined);
  });

  test("a network, a subnet and a router of its own", () => {
    assert.equal(made.one("openstack:networking/subnet:Subnet").cidr, "10.42.0.0/24");
    assert.equal(made.one("openstack:networking/router:Router").externalNetworkId, "external-id");
    assert.ok(made.has("openstack:networking/routerInterface:RouterInterface"));
  });

  test("physical names carry the stack's name, logical ones do not", () => {
    assert.equal(made.one("openstack:compute/instance:Instance").name, "jupyterhub-test");
    assert.deepEqual(
      made.registered.filter(({ name }) => name.includes("test")),
      [],
    );
  });

  test("user data carries no password and no private key", () => {
    const recipe = made.one("pulumi:index:Stash").input as { userData: string };
    const text = JSON.stringify(recipe) + inflate(recipe.userData);
    assert.ok(text.includes("passwordHash"));
    assert.ok(!text.includes("correct horse battery") && !text.includes("generated-private-key"));
  });

  test("secrets reach the commands by standard input only", () => {
    for (const type of [REMOTE, "command:local:Command"]) {
      const { stdin, connection, ...others } = made.one(type);
      assert.ok(stdin, `${type} has no stdin`);
      const rest = JSON.stringify([others, { ...(unwrap(connection) as object | undefined), privateKey: undefined }]);
      assert.ok(!rest.includes("correct horse battery") && !rest.includes("generated-private-key"), rest);
    }
  });

  test("the hub is told its address and its volume", () => {
    const payload = payloadOf(made.one(REMOTE));
    const settings = JSON.parse(
      payload.files.find(({ path }) => path === "/etc/jupyterhub-openstack/settings.json")?.content ?? "{}",
    ) as unknown;
    assert.deepEqual(settings, {
      adminUser: "admin",
      memoryLimit: "2G",
      cpuLimit: 2,
      cullTimeout: 3600,
      cullEvery: 60,
      spawnTimeout: 120,
      address: "198.51.100.60",
      dataVolumeId: "hub-data-id",
    });
  });

  test("SSH is checked against the host key that was seen first", () => {
    assert.equal(connectionOf(made.one(REMOTE)).hostKey, "ssh-ed25519 AAAA");
  });
});

suite("the program, by its settings", () => {
  test("address direct: no floating IP, and people use the port's IPv4 address", async () => {
    const made = await program(
      { address: "direct", network: "public" },
      { ...LOOKUPS, network: { networkId: "public-id" } },
    );
    assert.ok(!made.has("openstack:networking/floatingIp:FloatingIp"));
    assert.ok(!made.has("openstack:networking/floatingIpAssociate:FloatingIpAssociate"));
    assert.equal(made.one(PORT).networkId, "public-id");
    assert.equal(connectionOf(made.one(REMOTE)).host, "10.0.0.5");
  });

  test("a pre-owned address is associated and not made", async () => {
    const made = await program({ address: "203.0.113.7" });
    assert.ok(!made.has("openstack:networking/floatingIp:FloatingIp"));
    assert.equal(made.one("openstack:networking/floatingIpAssociate:FloatingIpAssociate").floatingIp, "203.0.113.7");
  });

  test("an existing network: none is made", async () => {
    const made = await program(
      { network: "lab" },
      { ...LOOKUPS, network: { ...LOOKUPS.network, networkId: "lab-id" } },
    );
    assert.ok(!made.has("openstack:networking/network:Network") && !made.has("openstack:networking/router:Router"));
    assert.equal(made.one(PORT).networkId, "lab-id");
  });

  test("a volume that is taken up is attached and not made", async () => {
    const id = "5f0c9a52-7d1e-4c8b-9a52-0123456789ab";
    const made = await program({ dataVolumeId: id });
    assert.ok(!made.has("openstack:blockstorage/volume:Volume"));
    assert.equal(made.one("openstack:compute/volumeAttach:VolumeAttach").volumeId, id);
  });

  test("the user's own key: Nova gets the public half, SSH uses the private one or the agent", async () => {
    const { public: key, private: privateKey } = utils.generateKeyPairSync("ed25519", { comment: "me@laptop" });
    const withAgent = await program({ sshPublicKey: key });
    assert.equal(withAgent.one("openstack:compute/keypair:Keypair").publicKey, key);
    assert.equal(connectionOf(withAgent.one(REMOTE)).privateKey, undefined);
    const withKey = await program({ sshPublicKey: key, sshPrivateKey: privateKey });
    assert.equal(connectionOf(withKey.one(REMOTE)).privateKey, privateKey.trim());
  });

  test("waitForHub false: nothing goes over SSH", async () => {
    const made = await program({ waitForHub: false });
    assert.ok(!made.has(REMOTE) && !made.has("command:local:Command"));
  });
});

function connectionOf(inputs: Record<string, unknown>): { host?: string; hostKey?: string; privateKey?: string } {
  return unwrap(inputs.connection) as { host?: string; hostKey?: string; privateKey?: string };
}

function payloadOf(inputs: Record<string, unknown>): { files: { path: string; content: string }[] } {
  return JSON.parse(unwrap(inputs.stdin) as string) as { files: { path: string; content: string }[] };
}

/** Mocks see a secret with its wrapping. */
function unwrap(value: unknown): unknown {
  return pulumi.runtime.isRpcSecret(value) ? pulumi.runtime.unwrapRpcSecret(value) : value;
}

function inflate(userData: string): string {
  return gunzipSync(Buffer.from(userData, "base64")).toString("utf8");
}
