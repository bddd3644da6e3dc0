import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { request } from "undici";
import { HubVisitor } from "../support/browser";
import { Cloud } from "../support/cloud";
import { BASTION, CLOUDS_FILE, completeCloudsFile, letIn, makeHome } from "../support/genouest";
import { PASSWORD, pathWithBastion, proxied, PROXY } from "../support/genouest";
import { everything, leftBehind, type Inventory } from "../support/inventory";
import { removeLeftovers } from "../support/leftovers";
import { stackFile, TestStack } from "../support/stack";
import { collectEvidence } from "./evidence";
import type { Reach } from "./ssh";

const ADMIN_PASSWORD = "a genouest test's password";
const RESULTS = "test-results";
const serverAddress = (stack: TestStack): string =>
  String(stack.resource("openstack:compute/instance:Instance").accessIpV4);

/** The stack file for GenOuest as it is in the project, on a cloud that behaves as GenOuest does; the tests go on from each other. */
suite("a hub on genouest, through its bastion and its proxy", () => {
  const { home, publicKey } = makeHome();
  const reach: Reach = {
    server: "jupyterhub-genouest",
    address: serverAddress,
    options: [
      `ProxyCommand=ssh -F none -i ${home}/.ssh/id_ed25519 -o UserKnownHostsFile=${home}/.ssh/known_hosts -W %h:%p ${BASTION.user}@${BASTION.address}`,
    ],
  };
  let cloud: Cloud;
  let found: Inventory;
  let stack: TestStack;
  let visitor: HubVisitor | undefined;
  let url: string;

  before(async () => {
    mkdirSync(RESULTS, { recursive: true });
    cloud = await Cloud.open("genouest", completeCloudsFile());
    await removeLeftovers("genouest", cloud);
    found = await everything(cloud);
    const own = {
      // What each user sets, by the file's comments.
      bastion: `${BASTION.user}@${BASTION.name}`,
      // Emulated servers are slow.
      spawnTimeout: 600,
      securityUpdates: false,
      monitoring: false,
      deepCheck: "off",
      pythonPackages: [],
      rPackages: [],
      latex: false,
      keepDataOnDestroy: false,
    };
    process.env.PATH = pathWithBastion();
    delete process.env.OS_CLOUD;
    delete process.env.SSH_AUTH_SOCK;
    stack = await TestStack.create(
      "genouest",
      { ...stackFile("Pulumi.genouest.yaml"), ...own },
      { adminPassword: ADMIN_PASSWORD },
      { OS_CLIENT_CONFIG_FILE: CLOUDS_FILE, OS_PASSWORD: PASSWORD, HOME: home },
    );
  });
  after(async () => {
    await visitor?.close();
    await collectEvidence(cloud, stack, reach, join(RESULTS, "genouest"));
    await stack.dispose();
  });

  test("up ends when a user can work", async () => {
    letIn(publicKey);
    const lines: string[] = [];
    const start = Date.now();
    await stack.up({ onOutput: (text) => lines.push(text) });
    writeFileSync(join(RESULTS, "genouest-up.log"), lines.join(""));
    console.log(`pulumi up took ${String(Math.round((Date.now() - start) / 1000))} s`);
    url = (await stack.outputs()).url?.value as string;
    assert.equal(url, `https://jupyterhub-genouest-${serverAddress(stack).replaceAll(".", "-")}.${PROXY.domain}/`);
  });

  test("the address answers with the proxy's certificate", async () => {
    const { statusCode, body } = await request(`${url}hub/login`, { dispatcher: proxied() });
    await body.dump();
    assert.equal(statusCode, 200);
  });

  test("the admin logs in through the proxy, starts a server and runs a cell", async () => {
    visitor = await HubVisitor.open(url, { hosts: `MAP *.${PROXY.domain} ${PROXY.address}` });
    await visitor.logIn("admin", ADMIN_PASSWORD);
    await visitor.openNotebook("admin");
    await visitor.runCell("answer = 6 * 7; print('the answer is', answer)", "the answer is 42");
    await visitor.screenshot(join(RESULTS, "genouest.png"));
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
