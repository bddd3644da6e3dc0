import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Kernel, runCell } from "../lib/kernel";
import { execute, shell } from "../lib/machine";
import { BASE, builds, PREFIX, PYTHON, without, withServer } from "../lib/packages";
import { lasting } from "../lib/people";
import { tryUp, up } from "../lib/stack";

const OLD = ["numpy==1.26.4", "pandas==2.2.3"];
const LOCK = "/srv/data/jupyterhub/python/environment-course-2023.txt";
const VERSIONS = "import numpy, pandas; print(numpy.__version__, pandas.__version__)";

/** Environments with other versions than the base set's, as kernels of their own. */
export function environments(): void {
  const nell = lasting("nell", "a nest of vipers");
  let kernel: Kernel;

  const kernels = async (): Promise<Record<string, string>> => {
    const { text } = await nell().own("GET", "api/kernelspecs");
    const { kernelspecs } = JSON.parse(text) as { kernelspecs: Record<string, { spec: { display_name: string } }> };
    return Object.fromEntries(Object.entries(kernelspecs).map(([name, { spec }]) => [name, spec.display_name]));
  };

  before(async () => {
    await up({});
    await withServer(nell());
  });
  after(async () => {
    await up({});
    await without(nell());
  });

  test("an environment with older versions is a kernel of its own in a server that runs", async () => {
    assert.deepEqual(Object.keys(await kernels()), ["python3"]);
    await up({ pythonEnvironments: { "course-2023": OLD } });
    assert.equal((await kernels())["course-2023"], "course-2023");
    kernel = await Kernel.start(nell(), "course-2023");
    assert.equal(await kernel.run(VERSIONS), "1.26.4 2.2.3");
    assert.match(await kernel.run(PREFIX), new RegExp(`^${PYTHON}/builds/environment-course-2023-`));
    assert.doesNotMatch(await runCell(nell(), VERSIONS), /^1\.26/);
    assert.equal(await runCell(nell(), PREFIX), BASE);
  });

  test("its programs are its own, and it does not see what people installed for the others", async () => {
    const tool =
      "import subprocess; print(subprocess.run(['python', '-c', 'import pandas; print(pandas.__version__)'], capture_output=True, text=True).stdout)";
    assert.equal(await kernel.run(tool), "2.2.3");
    await runCell(
      nell(),
      "import subprocess, sys; subprocess.run([sys.executable, '-m', 'pip', 'install', 'iniconfig'])",
    );
    assert.equal(await runCell(nell(), "import iniconfig; print('mine')"), "mine");
    assert.match(await kernel.run("import iniconfig"), /ModuleNotFoundError/);
  });

  test("one that cannot be had is refused with the reason, and the others come", async () => {
    const { code, stderr } = await tryUp({
      pythonEnvironments: { "course-2023": [...OLD, "humanize"], wrong: ["numpy<1", "pandas>=2"] },
    });
    assert.equal(code, 1);
    assert.match(stderr, /pythonEnvironments\.wrong cannot be had: .*numpy<1/);
    assert.deepEqual(Object.keys(await kernels()).sort(), ["course-2023", "python3"]);
    assert.equal(await runCell(nell(), "import humanize; print(humanize.ordinal(2))", "course-2023"), "2nd");
    assert.equal(await kernel.run("import pandas.testing; print('goes on')"), "goes on");
  });

  test("a server that has lost it, as a rebuilt one, installs the very versions that it had", async () => {
    const made = await builds();
    const found = await shell(`sha256sum ${LOCK}`);
    await kernel.stop();
    await shell(`rm -r ${PYTHON} /var/lib/jupyterhub-openstack/python.json`);
    assert.doesNotMatch(
      (await up({ pythonEnvironments: { "course-2023": [...OLD, "humanize"] } })).stderr,
      /finding versions/,
    );
    assert.equal(await runCell(nell(), VERSIONS, "course-2023"), "1.26.4 2.2.3");
    assert.equal(await shell(`sha256sum ${LOCK}`), found);
    // Named by the lock's digest.
    assert.ok(made.includes((await builds()).join()), made.join());
  });

  test("one that is taken away loses its kernel and its folder", async () => {
    await up({});
    assert.deepEqual(Object.keys(await kernels()), ["python3"]);
    assert.deepEqual(await builds(), []);
    assert.equal((await execute(["ls", LOCK])).code, 2);
  });
}
