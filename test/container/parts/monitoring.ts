import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { HubVisitor } from "../../support/browser";
import { Kernel, runCell } from "../lib/kernel";
import { ADDRESS, eventually, execute, NAMESPACE, shell } from "../lib/machine";
import { Reader } from "../lib/pageTexts";
import { ada, adaAtWork, chief } from "../lib/people";
import { restartedBy } from "../lib/processes";
import { ADMIN, up } from "../lib/stack";

const PORTS = { prometheus: 909, "prometheus-node-exporter": 908 };
const FOLDER = "/var/lib/hub-monitoring";
const MEBIBYTE = 2 ** 20;

/** Those that have figures as soon as a server runs; this machine may have no quotas, and users' servers started before. */
const DRAWN = ["people", "user-memory", "user-cpu", "memory", "cpu", "disks"];
/** Pixels of each picture that have a colour: axes, grid and texts are grey. */
const COLOURED = `[...document.querySelectorAll("figure")].map((figure) => {
  const canvas = figure.querySelector("canvas");
  if (canvas === null) return [figure.dataset.chart, 0];
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let coloured = 0;
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = data.subarray(at, at + 3);
    if (data[at + 3] > 200 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60) coloured++;
  }
  return [figure.dataset.chart, coloured];
})`;

/** Prometheus's answer to a query of root's: the first value, if there is one. */
async function figure(query: string): Promise<number | undefined> {
  const url = `http://127.0.0.1:${String(PORTS.prometheus)}/api/v1/query?query=${encodeURIComponent(query)}`;
  const { code, stdout } = await execute(["/usr/bin/python3", "-c", READ, url]);
  if (code !== 0) return undefined;
  const { data } = JSON.parse(stdout) as { data: { result: { value: [number, string] }[] } };
  const value = data.result[0]?.value[1];
  return value === undefined ? undefined : Number(value);
}
const READ = "import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1], timeout=10).read().decode())";

/** Memory of its own of a service's main process, in MiB. */
const memoryOf = async (service: string): Promise<number> =>
  Number(await shell(`awk '/^VmRSS/ { print $2 }' /proc/$(systemctl show --value -p MainPID ${service})/status`)) /
  1024;

/** Prometheus on the server, and the page that shows administrators what it keeps. */
export function monitoring(): void {
  let visitor: HubVisitor;
  let kernel: Kernel;

  before(async () => {
    await up({});
    kernel = await Kernel.start(await adaAtWork());
    visitor = await HubVisitor.open(`https://${ADDRESS}`, {
      locale: "fr-FR",
      namespace: NAMESPACE,
      patience: 180_000,
    });
  });
  after(async () => {
    await kernel.stop();
    await visitor.close();
    await up({});
    await shell(`rm -rf ${FOLDER}`);
  });

  test("switched on it restarts the hub alone, and hub-status finds all well", async () => {
    const begun = Date.now();
    assert.deepEqual(await restartedBy(() => up({ monitoring: true })), ["hub"]);
    console.log(`monitoring was there after ${String(Math.round((Date.now() - begun) / 1000))} s`);
    const { code, stdout } = await execute(["/opt/jupyterhub/bin/hub-status"]);
    assert.equal(code, 0, stdout);
    assert.deepEqual(
      await restartedBy(async () => {
        assert.doesNotMatch((await up({ monitoring: true })).stderr, /wrote|removed/);
      }),
      [],
    );
  });

  test("the memory that a user's notebook takes is in the figures, and what the product knows", async () => {
    assert.equal(
      await kernel.run(`block = b"x" * ${String(200 * MEBIBYTE)}; print(len(block))`),
      String(200 * MEBIBYTE),
    );
    await eventually("ada's memory is in the figures", 120, async () => {
      return ((await figure('hub_user_memory_bytes{user="ada"}')) ?? 0) > 200 * MEBIBYTE;
    });
    assert.ok(((await figure('hub_user_cpu_seconds_total{user="ada"}')) ?? 0) > 1);
    assert.equal(await figure("hub_status_ok"), 1);
    assert.equal(await figure("hub_backup_last_good_seconds"), undefined);
    const years =
      ((await figure("hub_certificate_expiry_seconds")) ?? 0) / 365 / 86_400 - Date.now() / 1000 / 365 / 86_400;
    assert.ok(years > 5 && years < 20, String(years));
    const share = '1 - node_filesystem_avail_bytes{mountpoint="/srv/data"} / node_filesystem_size_bytes';
    const [used = NaN, free = NaN] = (await shell("df --output=used,avail -B1 /srv/data | tail -1"))
      .split(/\s+/)
      .map(Number);
    assert.ok(Math.abs(((await figure(share)) ?? 0) - used / (used + free)) < 0.1);
    await eventually(
      "the hub's own figures are there",
      60,
      async () => ((await figure("jupyterhub_running_servers")) ?? 0) >= 1,
    );
    // What no picture shows is not kept.
    assert.equal(await figure("jupyterhub_request_duration_seconds_count"), undefined);
  });

  test("neither a notebook nor any other account reaches the figures, or can take their place", async () => {
    for (const port of Object.values(PORTS)) {
      const connect = `import socket; socket.create_connection(("127.0.0.1", ${String(port)}), 10); print("connected")`;
      assert.equal(await shell(`/usr/bin/python3 -c '${connect}'`), "connected");
      assert.notEqual((await execute(["runuser", "-u", "nobody", "--", "/usr/bin/python3", "-c", connect])).code, 0);
      assert.match(await runCell(ada(), connect), /^ConnectionRefusedError/);
      assert.match(
        await runCell(ada(), `import socket; socket.create_server(("", ${String(port)}))`),
        /^PermissionError/,
      );
      const listening = await shell(`ss --no-header --listening --numeric --tcp 'sport = ${String(port)}'`);
      assert.match(listening, new RegExp(`^LISTEN\\S*\\s+\\d+\\s+\\d+\\s+127\\.0\\.0\\.1:${String(port)}\\s[^\\n]*$`));
    }
    for (const path of [FOLDER, "/var/lib/jupyterhub-openstack/metrics-token"]) {
      assert.match(await runCell(ada(), `import os; os.listdir("${path}")`), /^(PermissionError|NotADirectoryError)/);
      assert.match(await runCell(ada(), `open("${path}")`), /^PermissionError|^IsADirectoryError/);
    }
    const hub = `import urllib.request; urllib.request.urlopen("http://127.0.0.1:8081/hub/metrics")`;
    assert.match(await runCell(ada(), hub), /^HTTPError: HTTP Error 403/);
    // Where the rules are gone Prometheus is, too.
    await shell("systemctl stop hub-monitoring");
    assert.equal((await execute(["systemctl", "is-active", ...Object.keys(PORTS)])).stdout, "inactive\ninactive\n");
    const { code, stdout } = await execute(["/opt/jupyterhub/bin/hub-status"]);
    assert.equal(code, 1);
    assert.match(stdout, /^monitoring: hub-monitoring\.service, .* down/m);
    await up({ monitoring: true });
    assert.equal((await execute(["/opt/jupyterhub/bin/hub-status"])).code, 0);
  });

  test("an administrator finds the page, in either language, with a line for each user; others do not get in", async () => {
    await visitor.tryToLogIn(ADMIN.name, ADMIN.password, "/hub/home");
    const { page } = visitor;
    await page.getByRole("link", { name: "Supervision" }).click();
    await page.getByText("tout va bien").waitFor();
    const lines = (name: string) => page.locator(`figure[data-chart="${name}"] .u-label`).allInnerTexts();
    await eventually("each picture has its lines", 180, async () => {
      await page.reload();
      await page.getByText("tout va bien").waitFor();
      const coloured = Object.fromEntries(await page.evaluate<[string, number][]>(COLOURED));
      return DRAWN.every((name) => (coloured[name] ?? 0) > 5);
    });
    assert.deepEqual(await lines("people"), ["Moment", "Utilisateurs actifs en 24 heures", "Serveurs en marche"]);
    for (const name of ["user-memory", "user-cpu"]) assert.ok((await lines(name)).includes("ada"), name);
    await new Reader(visitor, "fr").read("monitoring-fr.png");
    for (const range of ["Jour", "Semaine", "Mois"]) {
      const answered = page.waitForResponse((response) => response.url().includes("figures"));
      await page.getByRole("button", { name: range }).click();
      assert.equal((await answered).status(), 200);
    }

    assert.equal((await ada().request("GET", "/hub/monitoring")).status, 403);
    assert.equal((await ada().request("GET", "/hub/monitoring/figures")).status, 403);
    assert.doesNotMatch((await ada().request("GET", "/hub/home")).text, /hub\/monitoring/);
    const boss = await chief();
    assert.match((await boss.request("GET", "/hub/home")).text, /href="\/hub\/monitoring"/);
    assert.equal((await boss.request("GET", "/hub/monitoring/figures?range=year")).status, 400);
    // A page of somebody's server may not ask in an administrator's name.
    assert.equal((await boss.request("GET", "/hub/monitoring/figures", { prefix: "/elsewhere" })).status, 403);

    for (const service of Object.keys(PORTS)) console.log(`${service}: ${(await memoryOf(service)).toFixed(1)} MiB`);
    console.log(
      await shell(`systemctl show -p CPUUsageNSec ${Object.keys(PORTS).join(" ")}; du -sh ${FOLDER}/figures`),
    );
  });

  test("switched off nothing of it runs, the page is away, and the figures stay", async () => {
    assert.deepEqual(await restartedBy(() => up({})), ["hub"]);
    assert.equal(await kernel.run("print(len(block))"), String(200 * MEBIBYTE));
    const units = [...Object.keys(PORTS), "hub-monitoring", "hub-metrics.timer"];
    assert.doesNotMatch((await execute(["systemctl", "is-active", ...units])).stdout, /^active/m);
    assert.equal((await execute(["pgrep", "prometheus"])).code, 1);
    assert.notEqual((await execute(["nft", "list", "table", "inet", "hub_monitoring"])).code, 0);
    const boss = await chief();
    assert.equal((await boss.request("GET", "/hub/monitoring")).status, 404);
    assert.doesNotMatch((await boss.request("GET", "/hub/home")).text, /hub\/monitoring/);
    assert.match(await shell(`ls ${FOLDER}/figures`), /wal/);
    assert.equal((await execute(["/opt/jupyterhub/bin/hub-status"])).code, 0);
  });
}
