import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { Cloud } from "../support/cloud";
import { everything, leftBehind, type Inventory } from "../support/inventory";
import { FAKE } from "../support/sandbox";
import { failureOf, TestStack } from "../support/stack";

suite("what a stack file may ask for", () => {
  let cloud: Cloud;
  let found: Inventory;
  let external: string;

  before(async () => {
    cloud = await Cloud.open();
    found = await everything(cloud);
    external = (await cloud.list("network", "/networks?router:external=true"))[0]?.id ?? "";
  });

  test("what the cloud does not have is one message, and nothing is made", async () => {
    const stack = await TestStack.create("lookups", { ...FAKE, flavor: "m1.tini", image: "debian", network: "lab" });
    const message = await failureOf(stack.up());
    for (const part of [
      "Stack lookups (Pulumi.lookups.yaml) cannot be deployed as it is:",
      'There is no flavor "m1.tini" (setting flavor) in this cloud. ',
      "Did you mean m1.tiny?",
      'There is no image "debian" (setting image) in this cloud. ',
      'There is no network "lab" (setting network) in this cloud. ',
    ]) {
      assert.ok(message.includes(part), `"${part}" is not in:\n${message}`);
    }
    assert.ok(!/\n\s+at /.test(message), `a stack trace in:\n${message}`);
    await stack.dispose();
    assert.deepEqual(leftBehind(found, await everything(cloud)), {});
  });

  test("a cloud that cannot be reached is one message, and none of its resources is planned", async () => {
    const clouds = join(mkdtempSync(join(tmpdir(), "clouds-")), "clouds.yaml");
    const domains = { user_domain_name: "Default", project_domain_name: "Default" };
    const auth = { auth_url: "http://127.0.0.1:1/v3", username: "a", password: "b", project_name: "c", ...domains };
    writeFileSync(clouds, JSON.stringify({ clouds: { sandbox: { auth } } }));
    const stack = await TestStack.create("unreachable", FAKE, undefined, { OS_CLIENT_CONFIG_FILE: clouds });
    const message = await failureOf(stack.preview());
    assert.match(message, /127\.0\.0\.1:1 refuses the connection\. Check the port in auth_url/);
    assert.ok(!/\n\s+at /.test(message), `a stack trace in:\n${message}`);
    await stack.dispose();
  });

  test("settings that are missing are one message without a stack trace", async () => {
    const stack = await TestStack.create("missing", { cloud: "sandbox" }, {});
    const message = await failureOf(stack.preview());
    for (const part of [
      "pulumi config set flavor",
      "pulumi config set image",
      "pulumi config set --secret adminPassword",
    ]) {
      assert.ok(message.includes(part), `"${part}" is not in:\n${message}`);
    }
    assert.ok(!/\n\s+at /.test(message), `a stack trace in:\n${message}`);
    await stack.dispose();
  });

  test("a pre-owned address is used, and survives destroy; keepDataOnDestroy false takes the volume away", async () => {
    const { body } = await cloud.ask("network", "POST", "/floatingips", {
      floatingip: { floating_network_id: external },
    });
    const owned = body.floatingip as { id: string; floating_ip_address: string };
    const stack = await TestStack.create("owned", {
      ...FAKE,
      address: owned.floating_ip_address,
      keepDataOnDestroy: false,
    });
    try {
      await stack.up();
      assert.equal((await stack.outputs()).address?.value, owned.floating_ip_address);
      assert.ok((await cloud.one("network", `/floatingips/${owned.id}`)).port_id);
    } finally {
      await stack.dispose();
    }
    assert.equal((await cloud.one("network", `/floatingips/${owned.id}`)).port_id, null);
    await cloud.ask("network", "DELETE", `/floatingips/${owned.id}`);
    assert.deepEqual(leftBehind(found, await everything(cloud)), {});
  });

  suite("a server that does not answer", () => {
    let stack: TestStack;
    before(async () => {
      stack = await TestStack.create("silent", { ...FAKE, waitForHub: true, sshTimeout: 10 });
    });
    after(() => stack.dispose());

    test("ends the wait, and the message carries the console log", async () => {
      const message = await failureOf(stack.up());
      assert.match(message, /SSH did not let us in within \d+ s: /);
      // What Nova's fake driver has on every server's console.
      assert.match(message, /Last lines of the server's console log:[^]*FAKE CONSOLE OUTPUT/);
      assert.ok(!message.includes("PRIVATE KEY") && !message.includes("correct horse battery"));
    });

    test("the next up goes on from there", async () => {
      const [server] = await cloud.list("compute", "/servers?name=jupyterhub-silent");
      await stack.configure({ waitForHub: false });
      await stack.up();
      const [same] = await cloud.list("compute", "/servers?name=jupyterhub-silent");
      assert.equal(same?.id, server?.id);
    });
  });
});
