import assert from "node:assert/strict";
import { test } from "node:test";
import type { HubClient } from "../lib/hubClient";
import { runCell } from "../lib/kernel";
import { eventually, shell } from "../lib/machine";
import { ada, administrator } from "../lib/people";
import { NO_QUOTAS } from "../lib/quotas";
import { stop } from "../lib/servers";
import { filesOf, hubApply, limited, mustApply, SETTINGS } from "../lib/stack";

const MEBIBYTE = 2 ** 20;
const NOTEBOOK = {
  type: "notebook",
  format: "json",
  content: {
    // With an output, so that its trust is kept too.
    cells: [
      {
        cell_type: "code",
        source: "1",
        metadata: { trusted: true },
        execution_count: 1,
        outputs: [{ output_type: "display_data", data: { "text/html": "<b>1</b>" }, metadata: {} }],
      },
    ],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 4,
  },
};

interface Metrics {
  readonly disk_used: number;
  readonly disk_total: number;
  readonly limits: { readonly disk: { readonly warn: boolean } };
}

/** Each user's share of the data volume, and a volume that is full. */
export function disk(): void {
  test("without a limit JupyterLab shows the volume's figures", async () => {
    const { disk_used: used, disk_total: total, limits } = await metrics(ada());
    const [size, taken] = (await shell("df --output=size,used -B1 /srv/data | tail -1")).split(/\s+/).map(Number);
    assert.equal(total, size);
    assert.ok(Math.abs(used - (taken ?? 0)) < 20 * MEBIBYTE, String(used));
    assert.equal(limits.disk.warn, false);
  });

  test(
    "where the kernel has no quotas, a disk limit is a failure that says so, and the hub works on",
    { skip: NO_QUOTAS === false && "this machine's kernel has quotas" },
    async () => {
      const { code, stderr } = await hubApply(limited({ diskLimit: "1G" }));
      assert.equal(code, 1);
      assert.match(stderr, /phase quotas .*this server's kernel has no quotas for ext4 .*remove userDiskLimit/);
      assert.equal(await runCell(ada(), "print('alive')"), "alive");
      await mustApply();
    },
  );

  test(
    "a disk limit holds at once and is the figure in JupyterLab; of groups the largest counts",
    { skip: NO_QUOTAS },
    async () => {
      const write =
        "import subprocess; print(subprocess.run('dd if=/dev/zero of=big bs=1M count=30', shell=True, capture_output=True, text=True).stderr)";
      const groups = { teachers: ["ada"], guests: ["ada"] };
      const groupLimits = { teachers: { disk: "20M" }, guests: { disk: "10M" } };
      const limits = { ...SETTINGS.limits, diskLimit: "5M", groupLimits };
      await mustApply(filesOf({ users: { ...SETTINGS.users, groups }, limits }));
      assert.match(await runCell(ada(), write), /Disk quota exceeded/);
      assert.equal((await metrics(ada())).disk_total, 20 * MEBIBYTE);
      await mustApply(limited({ diskLimit: "5M", userLimits: { ada: { disk: "100M" } } }));
      assert.match(await runCell(ada(), write), /30\+0 records out/);
      await shell("rm /srv/data/home/ada/big");
      await mustApply();
    },
  );

  test("on a full volume saving says so, people get in, and servers start and tell it", async () => {
    const fill = "fallocate -l $(df --output=avail -B1 /srv/data | tail -1) fill; cat /dev/zero >rest";
    const chief = administrator();
    assert.match(String((await ada().own("PUT", "api/contents/before.ipynb", NOTEBOOK)).status), /^20[01]$/);
    await shell("test -s /srv/data/home/ada/.local/share/jupyter/nbsignatures.db");
    try {
      await shell(`runuser -u jupyter-ada -- sh -c 'cd /srv/data/home/ada; ${fill}' || true`);
      const { status, text } = await ada().own("PUT", "api/contents/x.ipynb", NOTEBOOK);
      assert.equal(status, 500);
      assert.match(text, /No space left on device/);
      await stop(ada());
      const told = eventually("ada is told", 60, async () =>
        (await ada().api("GET", "/users/ada/server/progress")).text.includes("The disk space is used up"),
      );
      await Promise.all([ada().spawn(), told]);
      assert.equal(await runCell(ada(), "print('alive')"), "alive");
      assert.equal((await metrics(ada())).limits.disk.warn, true);
      // One who has no home yet.
      assert.equal(await chief.logIn(), true);
      await chief.spawn();
      assert.equal(await runCell(chief, "print('alive')"), "alive");
      await shell(
        "runuser -u caddy -- dd if=/dev/zero of=/srv/data/caddy/room bs=64k count=4; rm /srv/data/caddy/room",
      );
      await mustApply();
    } finally {
      await shell("rm -f /srv/data/home/ada/fill /srv/data/home/ada/rest");
    }
    await stop(chief);
    await stop(ada());
    await ada().spawn();
    assert.match(String((await ada().own("PUT", "api/contents/x.ipynb", NOTEBOOK)).status), /^20[01]$/);
  });
}

async function metrics(client: HubClient): Promise<Metrics> {
  return JSON.parse((await client.own("GET", "api/metrics/v1")).text) as Metrics;
}
