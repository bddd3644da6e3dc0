import assert from "node:assert/strict";
import { test } from "node:test";
import { PROVIDER_FILES } from "../../../src/server/later";
import type { ServerFile } from "../../../src/server/tree";
import { Authority } from "../../support/certificates";
import { CLIENT, OidcProvider } from "../../support/oidcProvider";
import { visit } from "../../support/visitor";
import { passes } from "../lib/deepCheck";
import type { Page } from "../lib/hubClient";
import { Kernel, runCell } from "../lib/kernel";
import { ADDRESS, HOST_ADDRESS, shell } from "../lib/machine";
import { ada, administrator, person } from "../lib/people";
import { filesOf, hubApply, mustApply, SETTINGS } from "../lib/stack";

const HUB = `https://${ADDRESS}/`;
const SECRETS = { oidcClientSecret: CLIENT.secret };
const TRUSTED = "/usr/local/share/ca-certificates/test-provider.crt";

/** A university's accounts: a certified OpenID Connect provider. */
export function oidc(): void {
  const authority = new Authority();
  const provider = new OidcProvider(HOST_ADDRESS, authority.issue(HOST_ADDRESS), `${HUB}hub/oauth_callback`);
  let kernel: Kernel;

  const files = (
    users: Partial<typeof SETTINGS.users> = {},
    own: Readonly<Record<string, unknown>> = {},
  ): ServerFile[] =>
    filesOf({
      users: { ...SETTINGS.users, ...users },
      limits: { ...SETTINGS.limits, groupLimits: { "/course/biology": { memory: "600M" } } },
      authentication: {
        authenticator: "oidc",
        allowedGroups: [],
        oidcIssuer: provider.issuer,
        oidcClientId: CLIENT.id,
        oidcScopes: ["openid", "profile", "groups"],
        oidcUsernameClaim: "preferred_username",
        oidcGroupsClaim: "groups",
        oidcName: "Example University",
        ...own,
      },
    });
  const use = (...input: Parameters<typeof files>) => mustApply(files(...input), undefined, undefined, SECRETS);
  const signIn = (login: string) => (url: string) => visit(url, login, HUB, authority.certificate);
  const logIn = (login: string): Promise<Page> => person(login, "").logInBy(signIn(login));

  async function groupsOf(name: string): Promise<string[]> {
    const chief = administrator();
    assert.equal(await chief.logIn(), true);
    return (JSON.parse((await chief.api("GET", `/users/${name}`)).text) as { groups: string[] }).groups.sort();
  }

  test("a provider that cannot be reached or refuses the client is told at once, and the hub stays as it was", async () => {
    await provider.start();
    await shell(`cat > ${TRUSTED} <<'PEM'\n${authority.certificate}PEM\nupdate-ca-certificates 2>&1`);
    for (const [own, secret, reason] of [
      [{ oidcIssuer: `https://${HOST_ADDRESS}:1` }, CLIENT.secret, /cannot reach https:.*:1\/\.well-known.*oidcIssuer/],
      [{ oidcIssuer: `${provider.issuer}/lab` }, CLIENT.secret, /oidcIssuer/],
      [{}, "another secret", /refuses the client id jupyterhub with its secret/],
    ] as const) {
      const { code, stderr } = await hubApply(files({}, own), undefined, undefined, { oidcClientSecret: secret });
      assert.equal(code, 1);
      assert.match(stderr, reason);
      assert.match(stderr, /the hub goes on with the one before/);
    }
    assert.equal(await ada().logIn(), true);
  });

  test("ada of the provider has ada's home, and her kernel went on", async () => {
    if ((await ada().server()) === undefined) await ada().spawn();
    await ada().enter();
    kernel = await Kernel.start(ada());
    await kernel.run("kept = 'still here'; open('of-ada', 'w').write('home')");
    const session = person("ada", "a quiet afternoon");
    assert.equal(await session.logIn(), true);
    await use({ adminUsers: ["marie"], groups: { own: ["ada"] } });
    assert.equal((await session.api("GET", "/user")).status, 403);
    assert.equal(await session.logIn(), false);
    provider.people.set("ada", { preferred_username: "Ada", groups: ["/course/biology", "staff"] });
    assert.equal((await ada().logInBy(signIn("ada"))).status, 302);
    assert.equal((await ada().server())?.ready, true);
    await ada().enter();
    assert.equal(await kernel.run("print(kept, open('of-ada').read())"), "still here home");
    assert.deepEqual(await groupsOf("ada"), ["/course/biology", "own", "staff"]);
  });

  test("groups come with their limits and go as the provider says; the stack's own stay", async () => {
    provider.people.set("emil", { preferred_username: "emil", groups: ["/course/biology"] });
    const emil = person("emil", "");
    assert.equal((await emil.logInBy(signIn("emil"))).status, 302);
    assert.deepEqual(await groupsOf("emil"), ["/course/biology"]);
    await emil.spawn();
    const limit = await runCell(emil, "import os; print(os.environ['MEM_LIMIT'])");
    assert.equal(limit, String(600 * 1024 ** 2));
    assert.equal((await emil.api("DELETE", "/users/emil/server")).status < 300, true);
    provider.people.set("ada", { preferred_username: "ada", groups: ["staff"] });
    assert.equal((await logIn("ada")).status, 302);
    assert.deepEqual(await groupsOf("ada"), ["own", "staff"]);
  });

  test("who is in adminUsers is an administrator by the provider's login", async () => {
    provider.people.set("marie", { preferred_username: "marie" });
    const marie = person("marie", "");
    assert.equal((await marie.logInBy(signIn("marie"))).status, 302);
    assert.equal((await marie.api("GET", "/users")).status, 200);
  });

  test("the administrator's name, and one that cannot be a name here, are refused with the reason", async () => {
    provider.people.set("chief", { preferred_username: "Chief" });
    provider.people.set("mail", { preferred_username: "grace@example.org" });
    for (const [login, reason] of [
      ["chief", /name chief is the hub(&#39;|')s own administrator/],
      ["mail", /calls you grace@example\.org, which cannot be a name/],
      ["nameless", /gives no preferred_username/],
    ] as const) {
      const { status, text } = await logIn(login);
      assert.equal(status, 403);
      assert.match(text, reason);
    }
  });

  test("who is banned or in no list is refused; members of an allowed group are let in", async () => {
    await use({ bannedUsers: ["tess"], allowedUsers: ["ada", "marie"] }, { allowedGroups: ["/course/biology"] });
    provider.people.set("tess", { preferred_username: "tess", groups: ["/course/biology"] });
    const banned = await logIn("tess");
    assert.deepEqual([banned.status, banned.text.includes("tess may not use this hub")], [403, true]);
    provider.people.set("otto", { preferred_username: "otto", groups: ["staff"] });
    const stranger = await logIn("otto");
    assert.deepEqual([stranger.status, stranger.text.includes("otto is neither among those")], [403, true]);
    assert.equal((await logIn("emil")).status, 302);
    assert.equal((await logIn("marie")).status, 302);
  });

  test("the deep check needs nobody's account at the provider, and no list has its user", async () => {
    await passes();
  });

  test("the client's secret is where root alone reads, and nowhere else", async () => {
    assert.equal(
      await shell(
        "stat --format %a /etc/jupyterhub-openstack/secrets.json /var/lib/jupyterhub-openstack/hub/secrets.json",
      ),
      "600\n600",
    );
    const places = "/etc/jupyterhub-openstack/settings.json /var/lib/cloud /var/log";
    const found = await shell(`
      { grep -rlF "$(printf %s '${CLIENT.secret.replaceAll("'", "'\\''")}')" ${places} || true
        journalctl --no-pager | grep -cF 'of the & client' || true
        ps axeww | grep -F 'of the & client' | grep -vE 'grep|bash' || true; }`);
    assert.equal(found, "0");
  });

  test("a provider that is down locks nobody out: the administrator logs in, changes are applied, others are told", async () => {
    await provider.stop();
    assert.equal(await administrator().logIn(), true);
    assert.equal(await administrator("a wrong password").logIn(), false);
    await use({ bannedUsers: ["otto"] });
    const page = await person("emil", "").request("GET", "/hub/login");
    assert.match(page.text, /Sign in with Example University[^]*Log in as the administrator/);
    const { status, text } = await logIn("emil");
    assert.equal(status, 503);
    assert.match(text, /Example University cannot be reached/);
  });

  test("until the provider's file has come over SSH, as after a first boot, the administrator alone gets in", async () => {
    const others = files().filter(({ path }) => !path.startsWith(PROVIDER_FILES));
    await mustApply(others, undefined, undefined, SECRETS);
    assert.equal(await administrator().logIn(), true);
    assert.equal(await ada().logIn(), false);
    const { code, stderr } = await hubApply(files(), undefined, undefined, SECRETS);
    assert.equal(code, 1);
    assert.match(stderr, /cannot reach/);
    assert.equal(await administrator().logIn(), true);
  });

  test("back to the hub's own accounts: ada's password, home and kernel are there, the provider's groups are not", async () => {
    await mustApply();
    await shell(`rm ${TRUSTED}; update-ca-certificates 2>&1`);
    assert.equal(await shell("find /opt/jupyterhub/hub/providers -type f -not -name '*.pyc'"), "");
    assert.equal(await ada().logIn(), true);
    await ada().enter();
    assert.equal(await kernel.run("print(kept, open('of-ada').read())"), "still here home");
    assert.deepEqual(await groupsOf("ada"), []);
    await kernel.stop();
  });
}
