import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { before, suite, test } from "node:test";
import { Authority } from "../support/certificates";
import { KeyPair } from "../support/keyPair";
import { COMMAND, inflate, LOOKUPS, program } from "./program";

const PORT = "openstack:networking/port:Port";

test("the key of tls files reaches the server by standard input only", async () => {
  const { certificate, key } = new Authority().issue("hub.example.org");
  const path = join(mkdtempSync(join(tmpdir(), "certificate-")), "chain.pem");
  writeFileSync(path, certificate);
  const settings = { tls: "files", publicUrl: "https://hub.example.org", tlsCertificate: path, tlsPrivateKey: key };
  const made = await program(settings);
  const recipe = made.one("pulumi:index:Stash").input as { userData: string };
  const [, line = assert.fail()] = key.split("\n");
  assert.ok(!inflate(recipe.userData).includes(line));
  assert.ok(!made.task().payload.slice(0, made.task().payload.indexOf('"secrets"')).includes(line));
  const { secrets } = JSON.parse(made.task().payload) as { secrets: Record<string, string> };
  assert.deepEqual(secrets, { tlsPrivateKey: key.trim() });
  assert.equal(made.serverSettings().tlsCertificate, certificate);
  assert.equal(made.serverSettings().hosts[0], "hub.example.org");
});

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
    const commands = made.registered.filter(({ type }) => type === COMMAND);
    assert.equal(commands.length, 2);
    for (const { name, inputs } of commands) {
      const { stdin, ...others } = inputs;
      assert.ok(stdin, `${name} has no stdin`);
      const rest = JSON.stringify(others);
      assert.ok(!rest.includes("correct horse battery") && !rest.includes("generated-private-key"), rest);
    }
  });

  test("the hub is told its address and its volume", () => {
    assert.deepEqual(made.serverSettings(), {
      tls: "internal",
      trustedProxies: [],
      distribution: { aptPackages: [], rPackages: [], latex: false, locale: "C.UTF-8" },
      updates: { security: true },
      deepCheck: "04:30",
      downloadEnvironment: {},
      address: "198.51.100.60",
      publicUrl: "https://198.51.100.60/",
      hosts: ["198.51.100.60"],
      dataVolumeId: "hub-data-id",
      ownDataVolume: true,
    });
  });

  test("SSH is checked against the host key that was seen first", () => {
    assert.equal(made.task().target.hostKey, "ssh-ed25519 AAAA");
  });
});

suite("the program, by its settings", () => {
  test("address direct: no floating IP, and people use the port's IPv4 address", async () => {
    const made = await program(
      { address: "direct", network: "public" },
      { ...LOOKUPS, network: { networkId: "public-id", ipVersions: [4] } },
    );
    assert.ok(!made.has("openstack:networking/floatingIp:FloatingIp"));
    assert.ok(!made.has("openstack:networking/floatingIpAssociate:FloatingIpAssociate"));
    assert.equal(made.one(PORT).networkId, "public-id");
    assert.equal(made.task().target.host, "10.0.0.5");
  });

  test("behind the cloud's proxy: its URL by the pattern, port 80 for it alone, no certificate of the hub's own", async () => {
    const made = await program(
      {
        address: "direct",
        network: "public",
        tls: "upstream",
        publicUrl: "https://{name}-{address}.vm.example.org",
        webCidrs: ["192.0.2.7/32"],
      },
      { ...LOOKUPS, network: { networkId: "public-id", ipVersions: [4] } },
    );
    const { outputs } = made;
    const url = "https://jupyterhub-test-10-0-0-5.vm.example.org/";
    assert.equal(outputs.url, url);
    assert.equal(outputs.caCertificate, undefined);
    const { tls, publicUrl, trustedProxies, hosts } = made.serverSettings();
    assert.deepEqual(
      { tls, publicUrl, trustedProxies, hosts },
      {
        tls: "upstream",
        publicUrl: url,
        trustedProxies: ["192.0.2.7/32"],
        hosts: [new URL(url).hostname, "10.0.0.5", "2001:db8::5"],
      },
    );
  });

  test("dnsZone: a record set for each kind of address, and the hub goes by that name", async () => {
    const made = await program(
      { address: "direct", network: "public", dnsZone: "hubs.example.org" },
      { ...LOOKUPS, network: { networkId: "public-id", ipVersions: [4, 6] }, dns: { zoneId: "zone-id" } },
    );
    const records = made.registered.filter(({ type }) => type === "openstack:dns/recordSet:RecordSet");
    const name = "jupyterhub-test.hubs.example.org";
    assert.deepEqual(
      records.map(({ inputs: { zoneId, name: of, type, records: to } }) => [zoneId, of, type, to]),
      [
        ["zone-id", `${name}.`, "A", ["10.0.0.5"]],
        ["zone-id", `${name}.`, "AAAA", ["2001:db8::5"]],
      ],
    );
    assert.equal(made.outputs.url, `https://${name}/`);
    assert.deepEqual(made.serverSettings().hosts, [name, "10.0.0.5", "2001:db8::5"]);
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
    const { publicKey, privateKey } = new KeyPair();
    const key = `${publicKey} me@laptop`;
    const withAgent = await program({ sshPublicKey: key });
    assert.equal(withAgent.one("openstack:compute/keypair:Keypair").publicKey, key);
    assert.equal(withAgent.task().target.privateKey, undefined);
    const withKey = await program({ sshPublicKey: key, sshPrivateKey: privateKey });
    assert.equal(withKey.task().target.privateKey, privateKey.trim());
  });

  test("a bastion: SSH goes through it, and the command for people too", async () => {
    const made = await program({ bastion: "me@bastion.example.org:2222" });
    const { host, port, user } = made.task().target.bastion ?? {};
    assert.deepEqual([host, port, user], ["bastion.example.org", 2222, "me"]);
    assert.equal(made.outputs.sshCommand, "ssh -J me@bastion.example.org:2222 debian@198.51.100.60");
    const unnamed = await program({ bastion: "bastion.example.org" });
    assert.equal(unnamed.task().target.bastion?.user, userInfo().username);
    assert.equal(unnamed.outputs.sshCommand, "ssh -J bastion.example.org debian@198.51.100.60");
  });

  test("an image that is a file is uploaded, and the server made from it", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "program-")), "hub.qcow2");
    writeFileSync(file, "QFI\xfb", "latin1");
    const made = await program({ image: file });
    const image = made.one("openstack:images/image:Image");
    assert.deepEqual([image.localFilePath, image.diskFormat], [file, "qcow2"]);
    assert.equal((made.one("pulumi:index:Stash").input as { imageId: string }).imageId, "hub-id");
  });

  test("waitForHub false: nothing goes over SSH", async () => {
    const made = await program({ waitForHub: false });
    assert.ok(!made.has(COMMAND));
  });
});
