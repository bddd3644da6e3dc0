import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { RunError } from "@pulumi/pulumi";
import { readSettings } from "../../src/settings/read";
import { LEAST, refusalOf, settingsOf, sourceOf } from "./defaults";

suite("settings", () => {
  test("the least that a stack file must say is enough", () => {
    const settings = settingsOf();
    assert.equal(settings.cloud, undefined);
    assert.equal(settings.name, "jupyterhub-test");
    assert.deepEqual(settings.network.address, { kind: "floating" });
    assert.equal(settings.web.tls, "internal");
    assert.equal(settings.web.publicUrl, undefined);
    assert.equal(settings.server.bastion, undefined);
    assert.equal(settings.data.keepOnDestroy, true);
    assert.equal(settings.limits.memoryLimit, "2G");
    assert.equal(settings.limits.cpuLimit, 2);
  });

  test("nothing set: one message names everything that is missing, with the line that sets it", () => {
    const message = refusalOf({});
    for (const part of [
      "Pulumi.test.yaml",
      "pulumi config set flavor m1.large",
      "pulumi config set image debian-12",
      "pulumi config set --path 'sshCidrs[0]' 192.0.2.0/24",
      "pulumi config set --secret adminPassword",
    ]) {
      assert.ok(message.includes(part), `"${part}" is not in:\n${message}`);
    }
    assert.equal(message.split("\n").length, 5, message);
  });

  test("it is an error that Pulumi shows without a stack trace", () => {
    assert.throws(() => readSettings(sourceOf({})), RunError);
  });

  test("every problem is in the one message, of whatever sort", () => {
    const message = refusalOf({
      ...LEAST,
      address: "x",
      generation: "many",
      adminUser: "?",
      flavour: "m1.large",
      "openstack:cloud": "mine",
      dnsServers: ["one", "two"],
      webCidrs: [],
    });
    assert.equal(message.split("\n").length, 1 + 8, message);
  });

  test("blanks around a value are no part of it", () => {
    assert.equal(settingsOf({ flavor: " m1.large\n" }).server.flavor, "m1.large");
  });

  test("a list may be given as JSON text, as `pulumi config set` stores it", () => {
    assert.deepEqual(settingsOf({ dnsServers: '["192.0.2.53", "2001:db8::53"]' }).network.dnsServers, [
      "192.0.2.53",
      "2001:db8::53",
    ]);
  });

  test("a host to jump through is taken apart, and has its keys", () => {
    const bastion = (text: string) => settingsOf({ bastion: text }).server.bastion;
    const keys = { privateKey: undefined, hostKey: undefined };
    assert.deepEqual(bastion("b.example.org"), { host: "b.example.org", port: 22, user: undefined, ...keys });
    assert.deepEqual(bastion("me@192.0.2.7:2222"), { host: "192.0.2.7", port: 2222, user: "me", ...keys });
    assert.deepEqual(bastion("me@[2001:db8::7]:22"), { host: "2001:db8::7", port: 22, user: "me", ...keys });
    const hostKey = "ssh-ed25519 AAAA";
    assert.equal(settingsOf({ bastion: "b", bastionHostKey: hostKey }).server.bastion?.hostKey, hostKey);
  });

  test("the cloud's proxy in front: what it needs", () => {
    const publicUrl = "https://{name}-{address}.hubs.example.org";
    const { web, network } = settingsOf({ tls: "upstream", publicUrl: `${publicUrl}/`, webCidrs: ["192.0.2.0/28"] });
    assert.equal(web.tls, "upstream");
    assert.equal(web.publicUrl, publicUrl);
    assert.deepEqual(network.webCidrs, ["192.0.2.0/28"]);
  });

  test("without waiting for the hub nobody needs SSH", () => {
    assert.deepEqual(settingsOf({ sshCidrs: [], waitForHub: false }).network.sshCidrs, []);
  });

  test("Pulumi's own options are left alone", () => {
    assert.equal(settingsOf({ "pulumi:disable-default-providers": ["*"] }).name, "jupyterhub-test");
  });
});
