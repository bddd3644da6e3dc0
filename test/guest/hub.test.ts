import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { HubVisitor } from "../support/browser";
import { Cloud } from "../support/cloud";
import { everything, leftBehind, type Inventory } from "../support/inventory";
import { stackFile, TestStack } from "../support/stack";
import { collectEvidence } from "./evidence";
import type { Reach } from "./ssh";

const PASSWORD = "a guest test's password";
const RESULTS = "test-results";

/** What changes when `pulumi up` applies a setting to the running hub. */
const IN_PLACE = { "hub-recipe Stash": "update", "hub-ready Command": "update" };
const WRITE_60_MB =
  "import subprocess; print(subprocess.run('dd if=/dev/zero of=big bs=1M count=60', shell=True, capture_output=True, text=True).stderr)";

const REACH: Reach = {
  server: "jupyterhub-guest",
  address: (stack) => String(stack.resource("openstack:networking/floatingIp:FloatingIp").address),
};

/** From `pulumi up` to a running cell, on a real guest of the sandbox; the tests go on from each other. */
suite("a hub on a real guest", () => {
  let cloud: Cloud;
  let found: Inventory;
  let stack: TestStack;
  let visitor: HubVisitor | undefined;
  let url: string;

  before(async () => {
    mkdirSync(RESULTS, { recursive: true });
    cloud = await Cloud.open();
    found = await everything(cloud);
    // The one setting that differs from machine to machine.
    const settings = { ...stackFile("Pulumi.sandbox.yaml"), dnsServers: [process.env.SANDBOX_DNS] };
    stack = await TestStack.create("guest", settings, { adminPassword: PASSWORD });
  });
  after(async () => {
    await visitor?.close();
    await collectEvidence(cloud, stack, REACH, join(RESULTS, "guest"));
    await stack.dispose();
  });

  test("up ends when a user can work, and shows the phases on the way", async () => {
    const lines: string[] = [];
    const start = Date.now();
    await stack.up({ onOutput: (text) => lines.push(text) });
    const log = lines.join("");
    writeFileSync(join(RESULTS, "guest-up.log"), log);
    console.log(`pulumi up took ${String(Math.round((Date.now() - start) / 1000))} s`);
    assert.match(log, /SSH answers after \d+ s/);
    assert.match(log, /the server's host key is the one on its console/);
    assert.ok(!log.includes(PASSWORD));
    url = (await stack.outputs()).url?.value as string;
  });

  test("HTTPS is signed by the authority in the outputs", async () => {
    const ca = (await stack.outputs()).caCertificate?.value as string;
    const status = await new Promise<number | undefined>((resolve, reject) => {
      get(`${url}hub/login`, { ca }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on("error", reject);
    });
    assert.equal(status, 200);
  });

  test("the admin logs in, starts a server and runs a cell", async () => {
    visitor = await HubVisitor.open(url);
    await visitor.logIn("admin", PASSWORD);
    await visitor.openNotebook("admin");
    await visitor.runCell("answer = 6 * 7; print('the answer is', answer)", "the answer is 42");
    await visitor.screenshot(join(process.env.UPDATE_DOCS ? "docs/images" : RESULTS, "notebook.png"));
  });

  test("a second up changes nothing", async () => {
    assert.deepEqual(await stack.up({ expectNoChanges: true }), {});
  });

  test("a changed setting is applied in place, and the user's kernel lives through it", async () => {
    const groups = { teachers: ["marie"] };
    const groupLimits = { teachers: { memory: "1G", cpu: 1 } };
    await stack.configure({ userMemoryLimit: "900M", groups, groupLimits, userDiskLimit: "40M" });
    assert.deepEqual(await stack.up(), IN_PLACE);
    await visitor?.runCell("print('still', answer)", "still 42");
  });

  test("what is beyond the disk limit is refused with a clear message, JupyterLab shows the figure, and people get in", async () => {
    await visitor?.runCell(WRITE_60_MB, "Disk quota exceeded");
    assert.match(await (visitor?.saveNotebook() ?? assert.fail()), /Disk quota exceeded/);
    await visitor?.screenshot(join(RESULTS, "quota.png"));
    await visitor?.dismissDialogs();
    await visitor?.page
      .getByText(/ \/ 40\.00 MB/)
      .first()
      .waitFor();
    const other = await HubVisitor.open(url);
    await other.logIn("admin", PASSWORD).finally(() => other.close());
  });

  test("a higher disk limit lets the same kernel write on", async () => {
    await stack.configure({ userDiskLimit: "200M" });
    assert.deepEqual(await stack.up(), IN_PLACE);
    // Of what JupyterLab tried to save by itself meanwhile.
    await visitor?.dismissDialogs();
    await visitor?.runCell(WRITE_60_MB, "60+0 records out");
    assert.equal(await visitor?.saveNotebook(), "");
  });

  test("destroy leaves nothing", async () => {
    await visitor?.close();
    await stack.destroy();
    assert.deepEqual(leftBehind(found, await everything(cloud)), {});
  });
});
