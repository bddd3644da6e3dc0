import assert from "node:assert/strict";
import { test } from "node:test";
import { Kernel, runCell } from "../lib/kernel";
import { execute, serveMetadata, shell, eventually } from "../lib/machine";
import { ada } from "../lib/people";

const UNIT = "jupyter-ada-singleuser.service";
const METADATA = ["http://169.254.169.254/", "http://[fe80::a9fe:a9fe%25cloud]/"];

export function limits(): void {
  test("a kernel that takes more memory than its user's limit dies, and the user's server lives", async () => {
    const process = await shell(`systemctl show --value --property=MainPID ${UNIT}`);
    const kernel = await Kernel.start(ada());
    assert.match(await kernel.run("b = bytearray(100_000_000); print('fits')"), /^fits/);
    assert.match(
      await kernel.run("b = [bytearray(b'x' * 50_000_000) for _ in range(20)]; print('too much')"),
      /\[dead\]/,
    );
    assert.equal(await shell(`systemctl show --value --property=MainPID ${UNIT}`), process);
    await kernel.stop();
    assert.equal(await runCell(ada(), "print('alive')"), "alive");
  });

  test("a user's server gets no more than its share of a CPU", async () => {
    assert.equal(await shell(`systemctl show --value --property=CPUQuotaPerSecUSec ${UNIT}`), "500ms");
    const share = await runCell(
      ada(),
      "import time\nw, c = time.monotonic(), time.process_time()\nwhile time.monotonic() < w + 3: pass\n" +
        "print((time.process_time() - c) / 3)",
    );
    assert.ok(Number(share) < 0.7, `share of a CPU: ${share}`);
  });

  test("root reaches the metadata service; a notebook and every other account do not", async () => {
    serveMetadata();
    for (const url of METADATA) {
      await eventually(`root reaches ${url}`, 20, async () => (await execute(curl(url))).code === 0);
      assert.notEqual(
        (await execute(["runuser", "-u", "nobody", "--", ...curl(url)])).code,
        0,
        `nobody reaches ${url}`,
      );
      await deniedToNotebooks(url);
    }
  });

  test("where the rule is lost, the user's unit by itself still denies the metadata service", async () => {
    await shell("nft delete table inet jupyterhub");
    try {
      for (const url of METADATA) {
        assert.equal((await execute(["runuser", "-u", "nobody", "--", ...curl(url)])).code, 0);
        await deniedToNotebooks(url);
      }
    } finally {
      await shell("nft --file /opt/jupyterhub/metadata.nft");
    }
  });
}

function curl(url: string): string[] {
  return ["curl", "--silent", "--show-error", "--globoff", "--max-time", "5", "--output", "/dev/null", url];
}

async function deniedToNotebooks(url: string): Promise<void> {
  const cell = `import subprocess; print(subprocess.run(${JSON.stringify(curl(url))}, capture_output=True, text=True))`;
  const said = await runCell(ada(), cell);
  // 7: refused, 28: no answer in time.
  assert.match(said, /returncode=(7|28)/, said);
}
