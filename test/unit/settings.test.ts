import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { RunError } from "@pulumi/pulumi";
import { readSettings } from "../../src/settings/read";
import { DECLARED, LEAST, refusalOf, settingsOf, sourceOf } from "./defaults";

suite("settings", () => {
  test("the least that a stack file must say is enough", () => {
    const settings = settingsOf();
    assert.equal(settings.cloud, undefined);
    assert.equal(settings.name, "jupyterhub-test");
    assert.deepEqual(settings.network.address, { kind: "floating" });
    assert.equal(settings.data.keepOnDestroy, true);
    assert.equal(settings.hub.memoryLimit, "2G");
    assert.equal(settings.hub.cpuLimit, 2);
  });

  test("nothing set: one message names everything that is missing, with the line that sets it", () => {
    const message = refusalOf({});
    for (const part of [
      "Pulumi.test.yaml",
      "pulumi config set flavor m1.large",
      "pulumi config set image debian-12",
      "pulumi config set --path 'sshCidrs[0]'",
      "pulumi config set --secret adminPassword",
    ]) {
      assert.ok(message.includes(part), `"${part}" is not in:\n${message}`);
    }
    assert.equal(message.split("\n").length, 5, message);
  });

  test("it is an error that Pulumi shows without a stack trace", () => {
    assert.throws(() => readSettings(sourceOf({})), RunError);
  });

  const refusals: [Record<string, unknown>, RegExp][] = [
    [{ flavour: "m1.large" }, /flavour is not a setting of this program. Did you mean flavor\?/],
    [{ zzzzzzzzzz: 1 }, /zzzzzzzzzz is not a setting of this program. There are: address, adminPassword/],
    [{ address: "public" }, /address is "public". Allowed: floating, direct, or the IPv4 address/],
    [{ name: "3 hubs" }, /name is "3 hubs". Allowed: a letter/],
    [{ subnetCidr: "10.42.0.0" }, /subnetCidr is "10.42.0.0". Allowed: an IPv4 range/],
    [{ subnetCidr: "2001:db8::/64" }, /subnetCidr is "2001:db8::\/64"/],
    [{ sshCidrs: ["192.0.2.7"] }, /sshCidrs has "192.0.2.7", which is not an address range/],
    [{ webCidrs: ["192.0.2.0/33"] }, /webCidrs has "192.0.2.0\/33"/],
    [{ dnsServers: ["one"] }, /dnsServers has "one", which is not an IP address/],
    [{ generation: 0 }, /generation is "0". Allowed: a whole number of generations, 1 or more/],
    [{ dataVolumeSize: 1.5 }, /dataVolumeSize is "1.5"/],
    [{ userMemoryLimit: "2GB" }, /userMemoryLimit is "2GB". Allowed: bytes, or a number with K, M, G or T/],
    [{ userCpuLimit: "two" }, /userCpuLimit is "two". Allowed: a number of CPUs above 0/],
    [{ adminUser: "Admin" }, /adminUser is "Admin". Allowed: a lower case letter/],
    [{ adminPassword: "short" }, /adminPassword has 5 characters. Allowed: 12 characters or more/],
    [{ adminPassword: "é".repeat(40) }, /72 bytes at most/],
    [{ sshPublicKey: "AAAA" }, /sshPublicKey does not look like one/],
    [{ sshPrivateKey: "x" }, /sshPrivateKey is set and sshPublicKey is not/],
    [{ caCertificates: ["/nowhere/ca.pem"] }, /caCertificates names \/nowhere\/ca.pem, which cannot be read: ENOENT/],
    [{ keepDataOnDestroy: "maybe" }, /keepDataOnDestroy is "maybe". Allowed: true or false/],
  ];
  for (const [change, message] of refusals) {
    test(`refused: ${JSON.stringify(change).slice(0, 60)}`, () => {
      assert.match(refusalOf({ ...LEAST, ...change }), message);
    });
  }

  test("a refused password is not repeated in the message", () => {
    assert.ok(!refusalOf({ ...LEAST, adminPassword: "hunter2" }).includes("hunter2"));
  });

  test("a secret in clear text is refused", () => {
    assert.match(refusalOf(LEAST, { isSecret: () => false }), /adminPassword stands in Pulumi.test.yaml in clear text/);
  });

  test("every problem is in the one message", () => {
    const message = refusalOf({ ...LEAST, address: "x", generation: -1, adminUser: "?" });
    assert.equal(message.split("\n").length, 4, message);
  });

  test("without waiting for the hub nobody needs SSH", () => {
    assert.deepEqual(settingsOf({ sshCidrs: [], waitForHub: false }).network.sshCidrs, []);
  });

  test("certificates are read from their files", () => {
    const path = join(mkdtempSync(join(tmpdir(), "settings-")), "ca.pem");
    writeFileSync(path, "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n\n");
    assert.deepEqual(settingsOf({ caCertificates: [path] }).server.caCertificates, [
      "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n",
    ]);
  });

  test("Pulumi.yaml gives every setting a type, a description and a default", () => {
    for (const [key, declaration] of Object.entries(DECLARED)) {
      assert.ok(declaration.type && declaration.description && declaration.default !== undefined, key);
    }
  });
});
