import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, suite, test } from "node:test";
import { Cloud } from "../support/cloud";
import { failureOf } from "../support/stack";
import { clouds, makeAccount, openAs, passwordAuth, providerOf, up, URL, writeFiles, type Account } from "./account";
import { secondRegion } from "./secondRegion";

let admin: Cloud;
let account: Account;

suite("further ways to authenticate, by the real provider", () => {
  before(async () => {
    admin = await Cloud.open("sandbox-admin");
    account = await makeAccount(admin);
  });

  test("OS_CLOUD that names the same cloud", async () => {
    const { stack, value } = await up({ files: clouds(passwordAuth(account)), environment: { OS_CLOUD: "lab" } });
    assert.equal(value("user"), account.username);
    await stack.dispose();
  });

  test("a dashboard's file and OS_PASSWORD: none enters the state", async () => {
    const { password, ...open } = passwordAuth(account);
    const { stack, value } = await up({ files: clouds(open), environment: { OS_PASSWORD: password ?? "" } });
    assert.equal(value("passedAs"), "name");
    assert.equal(value("user"), account.username);
    const { inputs, stored } = providerOf(stack);
    assert.equal(inputs.password, undefined);
    assert.ok(!stored.includes(account.password));
    await stack.dispose();
  });

  test("secure.yaml", async () => {
    const { password, ...open } = passwordAuth(account);
    const secure = { "secure.yaml": { clouds: { lab: { auth: { password } } } } };
    const { stack, value } = await up({ files: { ...clouds(open), ...secure } });
    assert.equal(value("passedAs"), "name");
    assert.equal(value("user"), account.username);
    await stack.dispose();
  });

  test("a token, by name and by arguments", async () => {
    const { token } = await openAs(account);
    const auth = { auth_url: URL, token, project_name: "demo", project_domain_name: "Default" };
    const byName = await up({ files: clouds(auth, { auth_type: "v3token" }) });
    assert.equal(byName.value("passedAs"), "name");
    assert.equal(byName.value("user"), account.username);
    await byName.stack.dispose();
    const open = { auth_url: URL, project_name: "demo", project_domain_name: "Default" };
    const byArguments = await up({ files: clouds(open, { auth_type: "v3token", token }) });
    assert.equal(byArguments.value("passedAs"), "arguments");
    assert.equal(byArguments.value("user"), account.username);
    assert.ok(!providerOf(byArguments.stack).stored.includes(token));
    await byArguments.stack.dispose();
  });

  test("of two regions the one that the stack names", async () => {
    const regions = await secondRegion(admin);
    try {
      const files = {
        "clouds.yaml": { clouds: { lab: { auth: passwordAuth(account), regions: ["RegionOne", "RegionTwo"] } } },
      };
      const { stack, value } = await up({ files, settings: { region: "RegionTwo" } });
      assert.equal(value("passedAs"), "name");
      assert.equal(value("region"), "RegionTwo");
      await stack.dispose();
      const first = await up({ files });
      assert.equal(first.value("region"), "RegionOne");
      await first.stack.dispose();
    } finally {
      await regions.remove();
    }
  });
});

suite("a password that changes", () => {
  const change = (password: string) => admin.must("identity", "PATCH", `/users/${account.id}`, { user: { password } });

  before(async () => {
    admin = await Cloud.open("sandbox-admin");
    account = await makeAccount(admin);
  });

  test("by name: the next up, refresh and destroy use the new one", async () => {
    for (const operation of ["up", "refresh", "destroy"] as const) {
      const { stack } = await up({ files: clouds(passwordAuth(account)) });
      const password = randomUUID();
      await change(password);
      assert.match(await failureOf(stack.refresh()), /Authentication failed|401/);
      account = { ...account, password };
      writeFiles(stack, clouds(passwordAuth(account)));
      await stack[operation]();
      await stack.dispose();
    }
  });

  test("by arguments: up by itself, refresh and destroy with --run-program", async () => {
    const split = () => {
      const { password, ...open } = passwordAuth(account);
      return clouds(open, { password });
    };
    for (const operation of ["up", "refresh", "destroy"] as const) {
      const { stack, value } = await up({ files: split() });
      assert.equal(value("passedAs"), "arguments");
      const password = randomUUID();
      await change(password);
      account = { ...account, password };
      writeFiles(stack, split());
      if (operation === "up") {
        await stack.up();
      } else {
        await stack[operation]({ runProgram: true });
      }
      await stack.destroy({ runProgram: true });
      await stack.dispose();
    }
  });
});
