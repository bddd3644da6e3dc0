import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, test } from "node:test";
import { Authority } from "../../support/certificates";
import { GROUPS, PEOPLE, SEARCHER, Slapd } from "../../support/slapd";
import { CONTENT, inDirectory, passwordOf } from "../lib/directory";
import { Kernel } from "../lib/kernel";
import { eventually, execute, HOST_ADDRESS, shell } from "../lib/machine";
import { ada, adaAtWork, administrator, lasting, person } from "../lib/people";
import { ADMIN, filesOf, hubApply, mustApply, SETTINGS } from "../lib/stack";

const NAME = "ldap.example.test";
const SECRETS = { ldapBindPassword: SEARCHER.password };

type User = Readonly<{ admin: boolean; groups: readonly string[] }>;

/** Accounts of a real directory, and back to the hub's own. */
export function ldap(): void {
  const authority = new Authority();
  const slapd = new Slapd(HOST_ADDRESS, authority.issue(NAME));
  const linus = lasting("linus", passwordOf("linus"));
  let kernel: Kernel;

  const searching = {
    ldapServer: `ldaps://${NAME}`,
    ldapCaCertificate: authority.certificate,
    ldapSearchBase: PEOPLE,
    ldapUserAttribute: "uid",
    ldapBindDn: SEARCHER.dn,
    ldapGroupBase: GROUPS,
  };
  const filesWith = (settings: object, memoryLimit = SETTINGS.limits.memoryLimit) =>
    filesOf({
      authentication: { authenticator: "ldap", allowedGroups: ["lab members"], ...settings },
      users: {
        ...SETTINGS.users,
        adminUsers: ["marie"],
        allowedUsers: ["ada"],
        bannedUsers: ["mallory"],
        groups: { visitors: ["linus"] },
      },
      limits: { ...SETTINGS.limits, memoryLimit, groupLimits: { "lab members": { memory: "700M" } } },
    });
  const apply = (settings: object, secrets: Readonly<Record<string, string>> = SECRETS) =>
    hubApply(filesWith(settings), undefined, undefined, secrets);

  async function userOf(name: string): Promise<User> {
    const chief = administrator();
    assert.equal(await chief.logIn(), true);
    return JSON.parse((await chief.api("GET", `/users/${name}`)).text) as User;
  }

  /** What the login page then says to somebody with the right password, and with which status. */
  async function refusalOf(name: string): Promise<string> {
    const { status, text } = await inDirectory(name).tryToLogIn();
    return `${String(status)} ${/class="login_error">\s*([^<]*?)\s*</.exec(text)?.[1] ?? ""}`;
  }

  after(() => slapd.remove());

  test("a directory that cannot be used is refused with the reason, and the hub's own accounts stay", async () => {
    slapd.load(CONTENT);
    await slapd.start();
    kernel = await Kernel.start(await adaAtWork());
    await kernel.run("kept = 'still here'; open('kept', 'w').write('a file')");
    const process = () => shell("systemctl show --value --property=MainPID jupyterhub");
    const before = await process();
    const unknown = await apply(searching);
    await shell(`echo '${HOST_ADDRESS} ${NAME}' >> /etc/hosts`);
    for (const [{ code, stderr }, reason] of [
      [unknown, /The name in ldapServer is unknown to the server's DNS/],
      [await apply({ ...searching, ldapCaCertificate: undefined }), /certificate is not trusted: self-signed.*ldapCaC/],
      [
        await apply({ ...searching, ldapServer: `ldaps://${HOST_ADDRESS}` }),
        /certificate is not for the name in ldapS/,
      ],
      [
        await apply(searching, { ldapBindPassword: "another" }),
        /not let cn=hub,.* in: invalidCredentials \(ldapBindDn/,
      ],
    ] as const) {
      assert.equal(code, 1);
      assert.match(stderr.trim().split("\n").at(-1) ?? "", reason);
    }
    assert.equal(await process(), before);
    assert.equal(await ada().logIn(), true);
  });

  test("people log in with the directory's password, and not with the hub's own", async () => {
    const { code, stderr } = await apply(searching);
    assert.equal(code, 0, stderr);
    assert.equal(await ada().logIn(), false);
    const client = inDirectory("ada");
    assert.equal(await client.logIn(), true);
    assert.equal(await client.logIn("a wrong password"), false);
    assert.equal(await person("ADA", passwordOf("ada")).logIn(), true);
    assert.equal(await inDirectory("2026017").logIn(), true);
    assert.deepEqual((await userOf("ada")).groups, ["students"]);
  });

  test("an empty password is refused, although the directory takes it for an anonymous login", async () => {
    const dn = `uid=ada,${PEOPLE}`;
    const options = ["-H", `ldaps://${HOST_ADDRESS}`, "-x", "-D", dn, "-w", ""];
    const who = execFileSync("ldapwhoami", options, { encoding: "utf8", env: { LDAPTLS_REQCERT: "never" } });
    assert.equal(who.trim(), "anonymous");
    for (const password of ["", " "]) assert.equal(await inDirectory("ada").logIn(password), false);
  });

  test("a name that means something to the directory finds nobody", async () => {
    for (const name of ["*", "ad*", "ada)(uid=*", "*)(uid=ada", `ada,${PEOPLE}`, "ada\\2c", "a\0da", "\\61da"]) {
      assert.equal(await person(name, passwordOf("ada")).logIn(), false, name);
    }
  });

  test("the directory's groups count beside the stack's: for entering, and for limits", async () => {
    assert.equal(await linus().logIn(), true);
    assert.deepEqual([...(await userOf("linus")).groups].sort(), ["lab members", "students", "visitors"]);
    await linus().spawn();
    const memory = await shell("systemctl show --value --property=MemoryMax jupyter-linus-singleuser");
    assert.equal(memory, String(700 * 2 ** 20));
    await linus().api("DELETE", "/users/linus/server");
    await eventually("linus's server is stopped", 60, async () => (await linus().server()) === undefined);
  });

  test("who is in no such group stays out, who is banned too, and who is on the list of administrators is one", async () => {
    assert.match(await refusalOf("eve"), /^403 eve is neither among those who may use this hub/);
    assert.match(await refusalOf("mallory"), /^403 mallory may not use this hub/);
    assert.equal(await inDirectory("marie").logIn(), true);
    assert.equal((await userOf("marie")).admin, true);
  });

  test("the administrator's name in the directory opens nothing", async () => {
    assert.equal(await inDirectory(ADMIN.name).logIn(), false);
    assert.equal(await person(ADMIN.name.toUpperCase(), passwordOf(ADMIN.name)).logIn(), false);
    assert.equal(await administrator().logIn(), true);
  });

  test("after five wrong passwords the right one is refused for a while", async () => {
    for (let tries = 0; tries < 5; tries++) await inDirectory("marie").logIn("a wrong password");
    assert.equal(await inDirectory("marie").logIn(), false);
    assert.equal(await inDirectory("ada").logIn(), true);
  });

  test("while the directory is silent, the hub answers everybody else", async () => {
    slapd.pause();
    try {
      let waits = true;
      const login = inDirectory("ada").logIn();
      void login.finally(() => (waits = false));
      const asked = `ss --no-header --tcp --numeric state established dst ${HOST_ADDRESS}:636`;
      await eventually("the directory is asked", 20, async () => (await shell(asked)) !== "");
      assert.equal(await administrator().logIn(), true);
      assert.equal(waits, true);
      slapd.goOn();
      assert.equal(await login, true);
    } finally {
      slapd.goOn();
    }
  });

  test("while the directory is away, the login page says so, and the administrator gets in", async () => {
    await slapd.stop();
    assert.match(await refusalOf("ada"), /^503 The directory that knows your password cannot be asked now/);
    assert.equal(await administrator().logIn(), true);
  });

  test("a change of something else is applied all the same", async () => {
    await mustApply(filesWith(searching, "600M"), undefined, undefined, SECRETS);
  });

  test("who has left a group in the directory loses it at the next login", async () => {
    slapd.load({ ...CONTENT, posixGroups: {} });
    await slapd.start();
    assert.equal(await linus().logIn(), true);
    assert.deepEqual([...(await userOf("linus")).groups].sort(), ["lab members", "visitors"]);
  });

  test("the search account's password is in two files that root alone reads, and in no log and no process", async () => {
    // Not in this command's own arguments either.
    await execute(["tee", "/root/pattern"], SEARCHER.password);
    const told =
      "journalctl --no-pager; cat /var/log/hub-install.log /proc/[0-9]*/cmdline /proc/[0-9]*/environ || true";
    assert.equal(await shell(`{ ${told}; } 2>/dev/null | grep --text --count --file=/root/pattern || true`), "0");
    const folders = "/etc /opt/jupyterhub /srv/data /tmp /var";
    const files = (await shell(`grep --recursive --no-messages -lf /root/pattern ${folders} | sort`)).split("\n");
    await shell("rm /root/pattern");
    assert.deepEqual(files, [
      "/etc/jupyterhub-openstack/secrets.json",
      "/var/lib/jupyterhub-openstack/hub/secrets.json",
    ]);
    const owners = await shell(`stat --format '%U %a' ${files.join(" ")}`);
    assert.equal(owners, "root 600\nroot 600");
  });

  test("by StartTLS, where the entry follows from the name, groups are read with the person's own rights", async () => {
    // As cloud-init does it for caCertificates.
    const own = "/usr/local/share/ca-certificates/ldap.crt";
    await execute(["tee", own], authority.certificate);
    await shell("update-ca-certificates");
    const entry = { ldapUserDn: `uid={username},${PEOPLE}`, ldapUserAttribute: "uid", ldapGroupBase: GROUPS };
    const { code, stderr } = await apply({ ldapServer: `ldap://${NAME}`, ...entry }, {});
    assert.equal(code, 0, stderr);
    assert.equal(await inDirectory("ada").logIn(), true);
    assert.equal(await inDirectory("ada").logIn("a wrong password"), false);
    assert.equal(await inDirectory("ada").logIn(""), false);
    assert.equal(await person(`eve,${PEOPLE}+uid=ada`, passwordOf("eve")).logIn(), false);
    assert.equal(await inDirectory("linus").logIn(), true);
    assert.deepEqual([...(await userOf("linus")).groups].sort(), ["lab members", "visitors"]);
    await shell(`rm ${own}; update-ca-certificates`);
  });

  test("back to the hub's own accounts, with home and kernel of before", async () => {
    await mustApply();
    await slapd.stop();
    await shell(`sed -i '/ ${NAME}$/d' /etc/hosts`);
    assert.equal(await inDirectory("ada").logIn(), false);
    assert.equal(await ada().logIn(), true);
    await ada().enter();
    assert.deepEqual((await userOf("ada")).groups, []);
    assert.equal(await kernel.run("print(kept, open('kept').read())"), "still here a file");
    await kernel.stop();
  });
}
