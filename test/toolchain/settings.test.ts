import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { failureOf, TestStack } from "../support/stack";
import { KeyPair } from "../support/keyPair";

// The settings are read before any cloud is asked, so that the real engine and the real program are enough here.
suite("what pulumi shows of wrong settings", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.create("mistakes", { flavor: "m1.large" }, {});
  });
  after(() => stack.dispose());

  test("wrong types, ranges, keys and what is missing: all at once, with their lines, and no stack trace", async () => {
    await stack.configure({
      image: "debian-12",
      generation: "many",
      keepDataOnDestroy: "maybe",
      flavour: "m1.large",
      sshCidrs: ["192.0.2.0/24", "192.0.2.7"],
      dnsServers: "192.0.2.53",
      "openstack:cloud": "mine",
      "jupyterhub:cloud": "mine",
    });
    const message = await failureOf(stack.preview());
    for (const part of [
      /Pulumi\.mistakes\.yaml:\d+: generation is "many"\. Allowed: a whole number/,
      /Pulumi\.mistakes\.yaml:\d+: keepDataOnDestroy is "maybe"\. Allowed: true or false/,
      /Pulumi\.mistakes\.yaml:\d+: flavour is not a setting of this program\. Did you mean flavor\?/,
      /Pulumi\.mistakes\.yaml:\d+: sshCidrs\[1\] is "192\.0\.2\.7"/,
      /Pulumi\.mistakes\.yaml:\d+: dnsServers is not a list/,
      /Pulumi\.mistakes\.yaml:\d+: openstack:cloud is for Pulumi's default OpenStack provider/,
      /Pulumi\.mistakes\.yaml:\d+: jupyterhub:cloud has the namespace "jupyterhub"/,
      /- adminPassword is not set\..*pulumi config set --secret adminPassword/,
    ]) {
      assert.match(message, part);
    }
    assert.ok(!/\n\s+at /.test(message), `a stack trace in:\n${message}`);
  });

  test("a refused secret is not shown", async () => {
    await stack.configureSecrets({ adminPassword: "hunter2", sshPrivateKey: "hunter3" });
    const message = await failureOf(stack.preview());
    assert.match(message, /adminPassword has 7 characters/);
    assert.match(message, /sshPrivateKey cannot be read as a private key/);
    assert.ok(!/hunter[23]/.test(message), message);
  });

  test("a key of several lines comes whole through Pulumi", async () => {
    const keys = new KeyPair();
    await stack.configure({ sshPublicKey: keys.publicKey });
    await stack.configureSecrets({ sshPrivateKey: keys.privateKey });
    assert.ok(!(await failureOf(stack.preview())).includes("sshPrivateKey"));
  });
});
