import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promised } from "../lib/effects/promised";
import { Kernel, runCell } from "../lib/kernel";
import { execute, shell } from "../lib/machine";
import { BASE, builds, PREFIX, PYTHON, without, withServer } from "../lib/packages";
import { lasting } from "../lib/people";
import { restartedBy } from "../lib/processes";
import { restart } from "../lib/servers";
import { tryUp, up, type StackFile } from "../lib/stack";

const LOCK = "/srv/data/jupyterhub/python/packages.txt";
const PIP_INSTALL = `
import subprocess, sys
ended = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "iniconfig"], capture_output=True, text=True)
print(ended.returncode, ended.stderr[-300:])
`;
/** How long each change took. */
const took: Record<string, number> = {};

/** Python packages beside the base set, while people work. */
export function packages(): void {
  const pat = lasting("pat", "a parcel of pythons");
  let first: Kernel;
  let second: Kernel;

  before(async () => {
    await up({});
    await withServer(pat());
    first = await Kernel.start(pat());
    assert.equal(await first.run("kept = 'still here'; import sys; print(sys.prefix)"), BASE);
    assert.match(await first.run("import humanize"), /ModuleNotFoundError/);
  });
  after(async () => {
    await up({});
    await without(pat());
    console.log(`changes of packages: ${JSON.stringify(took)}`);
  });

  test("a package comes while people work: a new kernel has it, the running one goes on with what it has", async () => {
    const lines = { pythonPackages: ["humanize"] };
    let said = "";
    assert.deepEqual(
      await restartedBy(async () => {
        said = await timed("a small package", lines);
      }),
      promised({}, lines),
    );
    assert.match(said, / python done /);
    second = await Kernel.start(pat());
    assert.match(await second.run(PREFIX), new RegExp(`^${PYTHON}/builds/packages-[0-9a-f]{12}$`));
    assert.equal(await second.run("import humanize, numpy; print(humanize.intcomma(12345))"), "12,345");
    assert.equal(await first.run("import pandas; print(kept, sys.prefix)"), `still here ${BASE}`);
    assert.match(await first.run("import humanize"), /ModuleNotFoundError/);
    const { code, stdout } = await execute(["/opt/jupyterhub/bin/hub-status"]);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^Python packages: 1 beside the base set$/m);
  });

  test("terminals have it too, by the build's own path", async () => {
    const terminal = `import subprocess; print(subprocess.run(["bash", "-lc", "python -c 'import humanize, sys; print(sys.prefix)'; command -v pip"], capture_output=True, text=True).stdout)`;
    const [prefix = "", pip] = (await second.run(terminal)).split("\n");
    assert.match(prefix, new RegExp(`^${PYTHON}/builds/`));
    assert.equal(pip, `${PYTHON}/packages/commands/pip`);
    assert.match(await shell(`${PYTHON}/packages/commands/pip --version`), new RegExp(` from ${PYTHON}/builds/`));
  });

  test("an up that changes nothing of it resolves and builds nothing", async () => {
    const stamp = () => shell(`stat --format '%y %i' ${LOCK} ${PYTHON}/builds/* && readlink ${PYTHON}/packages`);
    const made = await stamp();
    assert.doesNotMatch(await timed("nothing changed", { pythonPackages: ["humanize"] }), /finding versions/);
    assert.equal(await stamp(), made);
  });

  test("what people installed themselves lasts over a change, and what is broken in it keeps no server from starting", async () => {
    assert.match(await second.run(PIP_INSTALL, 180), /^0\b/);
    const [site = ""] = (await shell("ls -d /srv/data/home/pat/.local/lib/python3*/site-packages")).split("\n");
    // JupyterLab imports it where it is there.
    await shell(`echo 'raise SystemError("broken")' > ${site}/brotli.py`);
    const server = (...options: string[]) => {
      const python = ["env", "HOME=/srv/data/home/pat", `${BASE}/bin/python`, ...options];
      return execute(["runuser", "-u", "jupyter-pat", "--", ...python, "-c", "import jupyterlab.labhubapp"]);
    };
    assert.match((await server()).stderr, /SystemError: broken/);
    assert.equal((await server("-s")).code, 0);
    const file = join(mkdtempSync(join(tmpdir(), "packages-")), "requirements.txt");
    writeFileSync(file, "# small ones\nhumanize\ntext-unidecode  # old, and pure Python\n");
    await timed("another package", { pythonPackagesFile: file });
    await restart(pat());
    assert.equal((await pat().own("GET", "lab")).status, 200);
    first = await Kernel.start(pat());
    assert.equal(await first.run("import iniconfig, text_unidecode, humanize; print('all there')"), "all there");
    assert.match(await first.run("import brotli"), /SystemError: broken/);
    assert.match(await first.run(PREFIX), new RegExp(`^${PYTHON}/builds/`));
    assert.equal((await builds()).length, 2);
  });

  const refusals: [StackFile, RegExp][] = [
    [
      { pythonPackages: ["humanize", "pycaret==3.3.2"] },
      /pythonPackages cannot be had: .*pycaret==3\.3\.2 depends on .*The base set has \w+ [\d.]+.*pythonEnvironments.*What was there before stays in force/,
    ],
    [{ pythonPackages: ["no-such-package-of-anybody"] }, /no-such-package-of-anybody was not found in the package reg/],
  ];
  for (const [lines, reason] of refusals) {
    test(`${JSON.stringify(lines)} is refused with the reason, and what was there stays`, async () => {
      const { code, stderr } = await tryUp(lines);
      assert.equal(code, 1);
      assert.match(stderr, /The phase python of the installation failed/);
      assert.match(stderr, reason);
      assert.equal(await runCell(pat(), "import text_unidecode, humanize; print('all there')"), "all there");
      assert.equal((await builds()).length, 2);
    });
  }

  test("what was refused is not tried again by the server itself", async () => {
    const tries = () => shell("grep --count 'finding versions' /var/log/hub-install.log");
    const before = await tries();
    await execute(["systemctl", "restart", "hub-install"]);
    const { code, stdout } = await execute(["/opt/jupyterhub/bin/hub-status"]);
    assert.equal(code, 1);
    assert.match(stdout, /python failed .*no-such-package-of-anybody/);
    assert.equal(await tries(), before);
  });

  test("without the setting new kernels are the base set's, those that run go on, and the builds go that nobody needs", async () => {
    await timed("taken back", { pythonPackages: ["humanize"] });
    const third = await Kernel.start(pat());
    await timed("all taken back", {});
    assert.equal(await runCell(pat(), PREFIX), BASE);
    assert.match(await runCell(pat(), "import humanize"), /ModuleNotFoundError/);
    assert.equal(await runCell(pat(), "import iniconfig; print('mine')"), "mine");
    // Its modules are loaded from its build only now.
    assert.equal(await first.run("import text_unidecode, matplotlib.pyplot; print('goes on')"), "goes on");
    assert.equal(await third.run("import humanize, matplotlib.pyplot; print('goes on')"), "goes on");
    assert.equal((await builds()).length, 2);
    await first.stop();
    await up({});
    assert.equal((await builds()).length, 1);
    assert.equal((await execute(["/opt/jupyterhub/bin/hub-status"])).code, 0);
  });
}

/** `pulumi up`, measured; answers what it said. */
async function timed(what: string, lines: StackFile): Promise<string> {
  const began = Date.now();
  const { stderr } = await up(lines);
  took[what] = Math.round((Date.now() - began) / 1000);
  return stderr;
}
