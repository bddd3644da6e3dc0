import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { HubVisitor } from "../support/browser";
import { Cloud } from "../support/cloud";
import { sandboxSettings, TestStack } from "../support/stack";
import { collectEvidence } from "./evidence";
import { reachOf } from "./ssh";

const PASSWORD = "a guest test's password";
const RESULTS = "test-results";

/** What changes when `pulumi up` applies a setting to the running hub. */
const IN_PLACE = { "hub-recipe Stash": "update", "hub-ready Command": "update" };
const WRITE_60_MB =
  "import subprocess; print(subprocess.run('dd if=/dev/zero of=big bs=1M count=60', shell=True, capture_output=True, text=True).stderr)";

const REACH = reachOf("changing");

/** Settings that change under a working user, and disk limits by a real kernel; the tests go on from each other. */
suite("changes of a hub on a real guest", () => {
  let cloud: Cloud;
  let stack: TestStack;
  let visitor: HubVisitor | undefined;
  let url: string;

  before(async () => {
    mkdirSync(RESULTS, { recursive: true });
    cloud = await Cloud.open();
    stack = await TestStack.create("changing", sandboxSettings(), { adminPassword: PASSWORD });
  });
  after(async () => {
    await visitor?.close();
    await collectEvidence(cloud, stack, REACH, join(RESULTS, "changing"));
    await stack.dispose();
  });

  test("up", async () => {
    await stack.up();
    url = (await stack.outputs()).url?.value as string;
  });

  test("the admin logs in, starts a server and runs a cell", async () => {
    visitor = await HubVisitor.open(url);
    await visitor.logIn("admin", PASSWORD);
    await visitor.openNotebook("admin");
    await visitor.runCell("answer = 6 * 7; print('the answer is', answer)", "the answer is 42");
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
});
