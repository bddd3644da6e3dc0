import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, execute, shell } from "../lib/machine";
import { administrator } from "../lib/people";
import { restartedBy } from "../lib/processes";
import { ADMIN, filesOf, hash, hubApply, limited, mustApply } from "../lib/stack";

const DATABASE = "/srv/data/jupyterhub/jupyterhub.sqlite";
const DROP_IN = "/etc/jupyterhub-openstack/jupyterhub_config.d/test.py";

/** What everybody sees of the process, where its standard input is, and the seconds that it has left. */
const TELLS_OF_ITSELF = `
seen = Path("/proc/self/cmdline").read_text() + Path("/proc/self/environ").read_text()
told = {"seen": seen, "input": os.readlink("/proc/self/fd/0"), "left": signal.getitimer(signal.ITIMER_REAL)[0]}
print("newer:", json.dumps(told), file=sys.stderr)
`;

export function changes(): void {
  test("a second run changes nothing and restarts nothing", async () => {
    let said = "";
    assert.deepEqual(await restartedBy(async () => (said = await mustApply())), []);
    assert.doesNotMatch(said, /wrote|removed/);
  });

  test("a configuration that does not load is refused with the reason, and the one before stays, also over a restart", async () => {
    const refused = await restartedBy(async () => {
      const { code, stderr } = await hubApply(limited({ memoryLimit: "plenty" }));
      assert.equal(code, 1);
      assert.match(
        stderr.trim().split("\n").at(-1) ?? "",
        /phase hub .*does not load.*plenty is not a valid memory specification/,
      );
    });
    assert.deepEqual(refused, []);
    assert.match(await shell("cat /etc/motd"), /installation of JupyterHub failed.*hub-install\.log/);
    await shell("systemctl restart jupyterhub");
    await eventually(
      "the hub answers",
      30,
      async () => (await administrator().request("GET", "/hub/health")).status === 200,
    );
    assert.match(await mustApply(), /packages unchanged/);
    assert.doesNotMatch(await shell("cat /etc/motd"), /failed/);
  });

  test("a drop-in on the server extends the configuration, and a broken one is refused", async () => {
    await shell(`echo 'c.JupyterHub.active_server_limit = "many"' > ${DROP_IN}`);
    assert.match((await hubApply()).stderr, /does not load.*active_server_limit/);
    assert.match(await shell("cat /etc/motd"), /failed/);
    await shell(`echo 'c.NativeAuthenticator.enable_signup = False' > ${DROP_IN}`);
    await mustApply();
    assert.equal((await administrator().request("GET", "/hub/signup")).status, 404);
    await shell(`rm ${DROP_IN}`);
    await mustApply();
    assert.equal((await administrator().request("GET", "/hub/signup")).status, 200);
  });

  test("files that an earlier payload had and this one has not are removed", async () => {
    const extra = { path: "/etc/hub-extra", mode: "0640", content: "once\n" };
    await mustApply([...filesOf(), extra]);
    assert.equal(await shell("stat --format %a /etc/hub-extra"), "640");
    assert.match(await mustApply(), /removed \/etc\/hub-extra/);
    assert.notEqual((await execute(["test", "-e", "/etc/hub-extra"])).code, 0);
  });

  test("hub-apply goes on with the programs of the release that it brings, and shows no secret to anybody", async () => {
    const program = "/opt/jupyterhub/lib/hubserver/apply.py";
    const newer = filesOf().map((file) =>
      file.path === program ? { ...file, content: `${file.content}${TELLS_OF_ITSELF}` } : file,
    );
    const began = Date.now();
    const said = await mustApply(newer, undefined, 500, { note: "a secret of the stack" });
    const told = /^newer: (.*)$/m.exec(said)?.[1];
    assert.ok(told !== undefined, said);
    const { seen, input, left } = JSON.parse(told) as { seen: string; input: string; left: number };
    assert.match(seen, /\/opt\/jupyterhub\/bin\/hub-apply/);
    for (const secret of [ADMIN.password, "a secret of the stack"]) assert.ok(!seen.includes(secret), seen);
    assert.match(input, /^\/memfd:/);
    assert.ok(left <= 500 && left > 500 - (Date.now() - began) / 1000 - 1, String(left));
    assert.match(await mustApply(), /wrote .*apply\.py/);
    assert.doesNotMatch(await mustApply(), /wrote|newer/);
  });

  test("an administrator's password that was changed in the hub is left alone until the setting changes", async () => {
    const own = "the administrator's own";
    const update = "UPDATE users_info SET password = ? WHERE username = ?";
    const python = `import sqlite3, sys; d = sqlite3.connect("${DATABASE}"); d.execute("${update}", (sys.argv[1].encode(), sys.argv[2])); d.commit()`;
    assert.equal((await execute(["/usr/bin/python3", "-c", python, hash(own), ADMIN.name])).code, 0);
    await shell("systemctl restart jupyterhub");
    assert.match(await mustApply(), /was changed in the hub itself/);
    assert.equal(await administrator(own).logIn(), true);

    const next = "an entirely new phrase";
    await mustApply(filesOf({}, hash(next)), next);
    assert.equal(await administrator(own).logIn(), false);
    assert.equal(await administrator(next).logIn(), true);
    await mustApply();
    assert.equal(await administrator().logIn(), true);
  });
}
