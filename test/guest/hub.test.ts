import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { HubVisitor } from "../support/browser";
import { Cloud } from "../support/cloud";
import { everything, leftBehind, type Inventory } from "../support/inventory";
import { sandboxSettings, TestStack } from "../support/stack";
import { collectEvidence } from "./evidence";
import { reachOf } from "./ssh";

const PASSWORD = "a guest test's password";
const RESULTS = "test-results";

const REACH = reachOf("guest");

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
    stack = await TestStack.create("guest", sandboxSettings(), { adminPassword: PASSWORD });
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

  test("destroy leaves nothing", async () => {
    await visitor?.close();
    await stack.destroy();
    assert.deepEqual(leftBehind(found, await everything(cloud)), {});
  });
});
