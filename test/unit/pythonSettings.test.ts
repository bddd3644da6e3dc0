import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { serverValues } from "../../src/server/values";
import { LEAST, refusalOf, settingsOf } from "./defaults";

function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "requirements-")), "requirements.txt");
  writeFileSync(path, text);
  return path;
}

suite("the settings for Python packages", () => {
  const accepted = [
    "scanpy",
    "pandas<3",
    "plotly==6.*",
    "dask[array, dataframe] >= 2025.1, != 2025.2",
    "zope.interface~=7.0",
    "torch==2.5.1+cpu",
    'tomli; python_version < "3.12" and sys_platform == "linux"',
  ];
  for (const line of accepted) {
    test(`${line} is accepted`, () => {
      assert.deepEqual(settingsOf({ pythonPackages: [line] }).python.packages, [line]);
    });
  }

  const refusals: [Record<string, unknown>, RegExp][] = [
    [{ pythonPackages: "scanpy" }, /pythonPackages is not a list/],
    [{ pythonPackages: ["scanpy 1.10"] }, /pythonPackages\[0\] is "scanpy 1.10". Allowed: a package .*such as scanpy/],
    [{ pythonPackages: ["a", "pandas=2"] }, /pythonPackages\[1\] is "pandas=2", and versions are .*: "pandas==2"/],
    [{ pythonPackages: ["-r other.txt"] }, /is "-r other.txt", an option of pip, and only packages can be named/],
    [{ pythonPackages: ["git+https://example.org/a.git"] }, /packages come from the package index only/],
    [{ pythonPackages: ["a @ https://example.org/a.whl"] }, /packages come from the package index only/],
    [{ pythonPackages: ["./a-1.0-py3-none-any.whl"] }, /packages come from the package index only/],
    [{ pythonPackages: ["pandas<"] }, /pythonPackages\[0\] is "pandas<"/],
    [{ pythonPackages: ["sklearn"] }, /is "sklearn", which is a module; its package is scikit-learn/],
    [{ pythonPackages: ["JupyterLab<4"] }, /is "JupyterLab<4", which is part of the users' servers.* Remove it/],
    [{ pythonPackages: ["jupyter_server"] }, /is "jupyter_server", which is part of the users' servers/],
    [{ pythonPackages: ["pandas<3", "Pandas>2"] }, /pythonPackages has pandas more than once. Write one line/],
    [{ pythonPackagesFile: "nowhere.txt" }, /pythonPackagesFile names nowhere.txt, which cannot be read: ENOENT/],
    [
      { pythonPackagesFile: file("scanpy\n--hash=x\npandas=2  # old\n") },
      /whose line 2 is "--hash=x", an option of pip.*; line 3 is "pandas=2", and versions are compared by ==/,
    ],
    [
      { pythonPackages: ["scanpy"], pythonPackagesFile: file("scanpy\n") },
      /pythonPackagesFile is set, and so is pythonPackages. Remove one of the two/,
    ],
    [{ pythonEnvironments: { python3: ["a"] } }, /pythonEnvironments.python3 is "python3", which is a kernel already/],
    [
      { pythonEnvironments: { "../up": ["a"] } },
      /pythonEnvironments\["..\/up"\] is "..\/up". Allowed: a mapping; each/,
    ],
    [{ pythonEnvironments: { old: [] } }, /pythonEnvironments has no package for old. Name one, or remove old/],
    [{ pythonEnvironments: { old: ["numpy=1"] } }, /pythonEnvironments.old\[0\] is "numpy=1", and versions/],
    [{ pythonEnvironments: { old: ["a", "A"] } }, /pythonEnvironments has a more than once in old/],
    [
      { pythonPackages: ["scanpy"], waitForHub: false },
      /pythonPackages is set while waitForHub is false, so nobody would bring the packages/,
    ],
  ];
  for (const [settings, message] of refusals) {
    test(`${JSON.stringify(settings).slice(0, 100)} is refused`, () => {
      assert.match(refusalOf({ ...LEAST, ...settings }), message);
    });
  }

  test("a package may have several lines that hold under conditions", () => {
    const lines = ['numpy<2; python_version<"3.12"', 'numpy>=2; python_version>="3.12"'];
    assert.deepEqual(settingsOf({ pythonPackages: lines }).python.packages, lines);
  });

  test("an environment may have other releases of what the users' servers have", () => {
    const old = ["ipykernel<6"];
    assert.deepEqual(settingsOf({ pythonEnvironments: { old } }).python.environments, { old });
  });

  test("the server hears of the lines and of where they come from, and of nothing where none is wanted", () => {
    assert.equal(serverValues(settingsOf()).python, undefined);
    const read = settingsOf({ pythonPackagesFile: file("# ours\r\n\r\nscanpy # single cells\r\npandas<3\r\n") });
    assert.deepEqual(serverValues(read).python, {
      packages: ["scanpy", "pandas<3"],
      packagesFrom: "pythonPackagesFile",
      environments: {},
    });
  });
});
