import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { parse, stringify } from "yaml";
import { Cloud } from "../support/cloud";
import { everything, leftBehind, type Inventory } from "../support/inventory";
import { FAKE } from "../support/sandbox";
import { TestStack } from "../support/stack";

/** A clouds.yaml with the sandbox's ordinary user, and a new user in a project of its own as "second". */
async function twoAccounts(): Promise<string> {
  const admin = await Cloud.open("sandbox-admin");
  const name = `second-${randomUUID().slice(0, 8)}`;
  const { project } = await admin.must<{ project: { id: string } }>("identity", "POST", "/projects", {
    project: { name, domain_id: "default" },
  });
  const { user } = await admin.must<{ user: { id: string } }>("identity", "POST", "/users", {
    user: { name, password: name, domain_id: "default" },
  });
  const member = (await admin.list("identity", "/roles?name=member"))[0]?.id ?? "";
  await admin.must("identity", "PUT", `/projects/${project.id}/users/${user.id}/roles/${member}`);
  const { clouds } = parse(readFileSync(process.env.OS_CLIENT_CONFIG_FILE ?? "", "utf8")) as {
    clouds: { sandbox: { auth: object } };
  };
  const auth = { ...clouds.sandbox.auth, username: name, password: name, project_name: name };
  const file = join(mkdtempSync(join(tmpdir(), "accounts-")), "clouds.yaml");
  writeFileSync(file, stringify({ clouds: { sandbox: clouds.sandbox, second: { ...clouds.sandbox, auth } } }));
  return file;
}

suite("two stacks, two accounts, one checkout", () => {
  let clouds: [Cloud, Cloud];
  let found: [Inventory, Inventory];
  let stacks: [TestStack, TestStack];

  before(async () => {
    const file = await twoAccounts();
    clouds = [await Cloud.open("sandbox", file), await Cloud.open("second", file)];
    found = [await everything(clouds[0]), await everything(clouds[1])];
    const make = (name: string, cloud: string) =>
      TestStack.create(name, { ...FAKE, cloud, keepDataOnDestroy: false }, undefined, { OS_CLIENT_CONFIG_FILE: file });
    stacks = [await make("first-account", "sandbox"), await make("second-account", "second")];
  });
  after(async () => {
    await Promise.all(stacks.map((stack) => stack.dispose()));
  });

  const servers = async (cloud: Cloud) => (await cloud.list("compute", "/servers")).map(({ name }) => name);

  test("both come up at the same time, each in its own project", async () => {
    await Promise.all(stacks.map((stack) => stack.up()));
    assert.deepEqual(await servers(clouds[0]), ["jupyterhub-first-account"]);
    assert.deepEqual(await servers(clouds[1]), ["jupyterhub-second-account"]);
  });

  test("one that goes leaves the other as it is", async () => {
    await stacks[1].destroy();
    assert.deepEqual(leftBehind(found[1], await everything(clouds[1])), {});
    assert.deepEqual(await stacks[0].preview({ expectNoChanges: true, refresh: true }), {});
    await stacks[0].destroy();
    assert.deepEqual(leftBehind(found[0], await everything(clouds[0])), {});
  });
});
