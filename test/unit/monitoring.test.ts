import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite, test } from "node:test";
import { serverFiles } from "../../src/server/files";
import { firstBootFiles } from "../../src/server/later";
import { valuesOf } from "../container/lib/stack";
import { settingsOf } from "./defaults";

const UNIT = "jupyter-ada-singleuser.service";
const GROUP = `/jupyter.slice/${UNIT}`;
/** The same server as either version of cgroups tells of it: 300 bytes, 100 of them files that nobody uses, and 1.5 s. */
const VERSIONS = {
  v1: {
    [`memory${GROUP}/memory.usage_in_bytes`]: "300\n",
    [`memory${GROUP}/memory.stat`]: "inactive_file 7\ntotal_inactive_file 100\n",
    [`cpuacct${GROUP}/cpuacct.usage`]: "1500000000\n",
  },
  v2: {
    [`${GROUP}/memory.current`]: "300\n",
    [`${GROUP}/memory.stat`]: "anon 200\ninactive_file 100\nactive_file 0\n",
    [`${GROUP}/cpu.stat`]: "usage_usec 1500000\nuser_usec 1\n",
  },
};

/** What hub-metrics says of the servers that systemd tells of, with the cgroups that are in this folder. */
const SERVERS = `
import sys
from pathlib import Path
from hubserver.monitoring import users
from hubserver.monitoring.exposition import text
users.CGROUPS = Path(sys.argv[1])
users.output = lambda command: sys.argv[2]
print(text(users.servers()), end="")`;

function servers(files: Readonly<Record<string, string>>, shown: string): string {
  const folder = mkdtempSync(join(tmpdir(), "cgroups-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const env = { ...process.env, PYTHONPATH: "cloud-init/files/opt/jupyterhub/lib", PYTHONDONTWRITEBYTECODE: "1" };
  return execFileSync("python3", ["-c", SERVERS, folder, shown], { encoding: "utf8", env });
}

suite("what users' servers take", () => {
  const shown = `Id=${UNIT}\nControlGroup=${GROUP}\n\nId=jupyter-bob-singleuser.service\nControlGroup=\n`;
  for (const [version, files] of Object.entries(VERSIONS)) {
    test(`by cgroups ${version}: memory without files that nobody uses, CPU in seconds; nothing of a server that is down`, () => {
      const expected = 'hub_user_cpu_seconds_total{user="ada"} 1.5\nhub_user_memory_bytes{user="ada"} 200\n';
      assert.equal(servers(files, shown), expected);
    });
  }

  test("nothing where no server runs, or one ended since", () => {
    assert.equal(servers({}, ""), "");
    assert.equal(servers({}, shown), "");
  });
});

suite("the files of monitoring", () => {
  const paths = (monitoring: boolean) =>
    serverFiles(valuesOf(settingsOf({ monitoring })), { passwordHash: "$2b$12$hash" });
  const page = /\/hub\/monitoring|^\/opt\/jupyterhub\/monitoring\//;

  test("the page and its plotting library are there only where it is on; what takes it away always is", () => {
    const on = paths(true).map(({ path }) => path);
    const off = paths(false).map(({ path }) => path);
    assert.ok(on.includes("/opt/jupyterhub/monitoring/static/uPlot.iife.min.js"));
    assert.deepEqual(
      on.filter((path) => !off.includes(path)),
      on.filter((path) => page.test(path)),
    );
    assert.ok(off.includes("/opt/jupyterhub/lib/hubserver/monitoring/preparation.py"));
  });

  test("none of them is in user data", () => {
    const first = firstBootFiles(paths(true)).map(({ path }) => path);
    assert.deepEqual(
      first.filter((path) => /monitoring|metrics/.test(path)),
      [],
    );
  });
});
