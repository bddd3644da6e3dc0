import assert from "node:assert/strict";
import { before, suite, test } from "node:test";
import { Cloud } from "../support/cloud";
import { clouds, makeAccount, openAs, passwordAuth, providerOf, up, URL, type Account } from "./account";

let account: Account;

suite("each way to authenticate, by the real provider", () => {
  before(async () => {
    account = await makeAccount(await Cloud.open("sandbox-admin"));
  });

  test("a password, by the entry's name: none enters the state", async () => {
    const { stack, value } = await up({ files: clouds(passwordAuth(account)) });
    assert.equal(value("passedAs"), "name");
    assert.equal(value("user"), account.username);
    assert.equal(value("project"), "demo");
    assert.equal(value("region"), "RegionOne");
    const { inputs, stored } = providerOf(stack);
    assert.equal(inputs.password, undefined);
    assert.ok(!stored.includes(account.password));
    await stack.dispose();
  });

  test("a password, by arguments: in the state as a secret only", async () => {
    const { password, ...open } = passwordAuth(account);
    const { stack, value } = await up({ files: clouds(open, { password }) });
    assert.equal(value("passedAs"), "arguments");
    assert.equal(value("user"), account.username);
    const { inputs, stored } = providerOf(stack);
    assert.ok(JSON.stringify(inputs.password).includes(account.password));
    assert.ok(!stored.includes(account.password));
    await stack.dispose();
  });

  test("an RC file's environment: its secret stays out of the state", async () => {
    const environment = {
      OS_AUTH_URL: URL,
      OS_USERNAME: account.username,
      OS_PASSWORD: account.password,
      OS_PROJECT_NAME: "demo",
      OS_USER_DOMAIN_NAME: "Default",
      OS_PROJECT_DOMAIN_ID: "default",
      OS_REGION_NAME: "RegionOne",
      OS_INTERFACE: "public",
      OS_IDENTITY_API_VERSION: "3",
    };
    const { stack, value } = await up({ environment });
    assert.equal(value("passedAs"), "arguments");
    assert.equal(value("user"), account.username);
    const { inputs, stored } = providerOf(stack);
    assert.equal(inputs.password, undefined);
    assert.ok(!stored.includes(account.password));
    await stack.dispose();
  });

  test("an application credential, by name and by arguments", async () => {
    const own = await openAs(account);
    const path = `/users/${account.id}/application_credentials`;
    const { application_credential: made } = await own.must<{ application_credential: { id: string; secret: string } }>(
      "identity",
      "POST",
      path,
      { application_credential: { name: "hub" } },
    );
    const more = { auth_type: "v3applicationcredential" };
    const auth = { auth_url: URL, application_credential_id: made.id, application_credential_secret: made.secret };
    const byName = await up({ files: clouds(auth, more) });
    assert.equal(byName.value("passedAs"), "name");
    assert.equal(byName.value("user"), account.username);
    await byName.stack.dispose();
    const { application_credential_secret: secret, ...open } = auth;
    const byArguments = await up({ files: clouds(open, { ...more, application_credential_secret: secret }) });
    assert.equal(byArguments.value("passedAs"), "arguments");
    assert.equal(byArguments.value("project"), "demo");
    assert.ok(!providerOf(byArguments.stack).stored.includes(secret));
    await byArguments.stack.dispose();
  });
});
