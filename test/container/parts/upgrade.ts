import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { status } from "../lib/backups";
import { left, passes } from "../lib/deepCheck";
import { Kernel } from "../lib/kernel";
import { eventually, execute, shell } from "../lib/machine";
import { ada, adaAtWork } from "../lib/people";
import { restartedBy } from "../lib/processes";
import { nameOf, present, released, rows } from "../lib/releases";
import { ADMIN, filesOf, hubApply, limited, mustApply } from "../lib/stack";

const CULLER = "/opt/jupyterhub/hub/culler.py";
const HUB_UNIT = "/etc/systemd/system/jupyterhub.service";
const COPIES = "/srv/data/jupyterhub/before-upgrade";
const MARK = "/var/lib/jupyterhub-openstack/before-upgrade";
const APPLY = "^/usr/bin/python3 -I /opt/jupyterhub/bin/hub-apply";

const HARMLESS = released({ [CULLER]: (content) => `${content}\nRELEASE = "another"\n` });
const NO_START = released({
  [HUB_UNIT]: (content) =>
    content.replace(/^ExecStart=(\S+)\/jupyterhub .*$/m, `ExecStart=$1/python3 -c "raise ValueError('a bad release')"`),
});
/** The kernel is missing in the users' environment, and the hub restarts. */
const NO_KERNEL = released({
  ...Object.fromEntries(
    ["3.11", "3.12"].map((python) => [
      `/opt/jupyterhub/locks/user-${python}.txt`,
      (content: string) => content.replace(/^ipykernel==.*\n( .*\n)*/m, ""),
    ]),
  ),
  [CULLER]: (content) => `${content}\nRELEASE = "without a kernel"\n`,
});

/**
 * Other releases of this program.
 *
 * @param which that with which the hub does not start, or others too, which take minutes
 */
export function upgrade(which: "without a start" | "all" = "all"): void {
  let kernel: Kernel;
  const own = nameOf(filesOf());

  before(async () => {
    await mustApply();
    kernel = await Kernel.start(await adaAtWork());
    await kernel.run("kept = 'still here'");
  });
  after(async () => {
    await mustApply();
    await kernel.stop();
    await shell(`rm -r ${COPIES}`);
  });

  /** The session and the kernel are those of before. */
  async function goesOn(): Promise<void> {
    assert.equal(await kernel.run("print(kept)"), "still here");
    assert.equal((await ada().request("GET", "/hub/home")).status, 200);
  }

  /** What must be undone: all is as before, and the message says so. Answers it. */
  async function undone(files: ReturnType<typeof filesOf>, reason: RegExp): Promise<string> {
    const [everything, everybody] = [await present(), await rows()];
    let said = "";
    const restarted = await restartedBy(async () => {
      const { code, stdout, stderr } = await hubApply(files);
      assert.equal(code, 1, stderr);
      assert.equal(stdout, "");
      said = stderr;
    });
    assert.deepEqual(restarted, ["hub"]);
    const [why = "", then = ""] = said.trim().split("\n").slice(-2);
    assert.match(why, reason, said);
    assert.equal(
      then,
      `The upgrade to release ${nameOf(files)} was undone: release ${own} runs again. The log is /var/log/hub-install.log.`,
    );
    assert.equal(await present(), everything);
    assert.equal(await rows(), everybody);
    assert.equal(await left(), "");
    await goesOn();
    const { code, stdout } = await status();
    assert.equal(code, 0, stdout);
    assert.match(stdout, new RegExp(`^release ${own}, since 20.* UTC; the last upgrade was undone: `, "m"));
    return said;
  }

  test("a release with which the hub does not start is undone with the reason, and users' servers go on", async () => {
    const began = Date.now();
    await undone(NO_START, /^The hub does not start: ValueError: a bad release$/);
    console.log(`undone after ${String(Math.round((Date.now() - began) / 1000))} s`);
    assert.match(await shell("tail -n 200 /var/log/hub-install.log"), /undoing the upgrade to release/);
    assert.doesNotMatch(await mustApply(), /wrote|on trial/);
    assert.match((await status()).stdout, new RegExp(`^release ${own}, since 20.* UTC$`, "m"));
  });

  if (which !== "all") return;

  test("a release that people can work with stays, nobody loses a kernel or a session, and the database was copied first", async () => {
    const everybody = await rows();
    let said = "";
    const began = Date.now();
    assert.deepEqual(await restartedBy(async () => (said = await mustApply(HARMLESS))), ["hub"]);
    console.log(`upgraded after ${String(Math.round((Date.now() - began) / 1000))} s`);
    assert.match(said, /comes in place of[^]*health done[^]*passed after[^]*people can work with release/);
    assert.match(await shell(`cat ${CULLER}`), /another/);
    await goesOn();
    assert.equal(await rows(), everybody);
    const { stdout } = await status();
    assert.match(stdout, new RegExp(`^release ${nameOf(HARMLESS)}, since 20.* UTC$`, "m"));
    assert.match(await shell(`ls ${COPIES}`), new RegExp(`before-20\\d+T\\d+Z-${own}\\.sqlite`));
    assert.equal(await shell(`stat --format '%U %a' ${COPIES}`), "root 700");
    assert.doesNotMatch(await present(), /before|refused|enabled/);
    assert.doesNotMatch(await mustApply(HARMLESS), /wrote|comes in place/);
  });

  test("the way back is an upgrade too, goes on when nobody listens any more, and of the copies the last two stay", async () => {
    const payload = {
      files: filesOf(),
      secrets: {},
      adminUser: ADMIN.name,
      adminPassword: ADMIN.password,
      timeout: 600,
    };
    const deaf = "/opt/jupyterhub/bin/hub-apply 2> >(head -n 1 >&2)";
    const { stdout, stderr } = await execute(["bash", "-c", deaf], JSON.stringify(payload));
    assert.match(stdout, /hubVersion/);
    assert.match(stderr, new RegExp(`^\\S+ release ${own} comes in place of ${nameOf(HARMLESS)}.*\n$`));
    assert.doesNotMatch(await mustApply(), /wrote|comes in place/);
    await goesOn();
    assert.equal((await shell(`ls ${COPIES}/before-*`)).split("\n").length, 2);
  });

  test("a changed setting is none", async () => {
    const said = await mustApply(limited({ cullTimeout: 7200 }));
    assert.match(said, /wrote/);
    assert.doesNotMatch(said, /comes in place/);
    await mustApply();
  });

  test("a release with which no user can work is undone by the deep check, and the environments are as before", async () => {
    const said = await undone(NO_KERNEL, /^The deep check failed: kernel: /);
    assert.match(said, /user-environment done/);
  });

  for (const [when, moment] of [
    ["while it installs", `test -e ${MARK} && ! grep -q ^ipykernel /opt/jupyterhub/locks/user-3.*.txt`],
    ["while it is tried", "systemctl is-active jupyter-_hub-check-singleuser"],
  ] as const) {
    test(`killed ${when}: all is put back by itself, and the next apply makes the upgrade whole`, async () => {
      const [everything, everybody] = [await present(), await rows()];
      const running = hubApply(NO_KERNEL);
      await eventually(moment, 120, async () => (await execute(["sh", "-c", moment])).code === 0);
      await shell(`kill -KILL $(pgrep --oldest --full '${APPLY}')`);
      assert.notEqual((await running).code, 0);
      const said = await mustApply();
      assert.doesNotMatch(said, /comes in place/);
      await eventually("nothing is left", 60, async () => (await present()) === everything);
      assert.equal(await rows(), everybody);
      await goesOn();
      // The deep check that was under way may have left its user.
      await passes();
    });
  }
}
