import assert from "node:assert/strict";
import { after, before, beforeEach, suite, test } from "node:test";
import { npmRun } from "../support/npmRun";
import { TestStack } from "../support/stack";
import { give, Hub } from "./hub";

let hub: Hub;
let stack: TestStack;

before(async () => {
  hub = await Hub.start();
  stack = await TestStack.create("operate", {}, {}, {}, "test/operate/program.ts");
  await give(stack, hub.outputs());
});
beforeEach(() => {
  hub.clear();
});
after(async () => {
  await stack.dispose();
  await hub.stop();
});

suite("npm run smoke", () => {
  test("shows each step as it comes, as root, and ends well when all worked", async () => {
    hub.install(
      "hub-smoke",
      `echo "[$*]" > arguments; echo "user $(id -un)"; while [ ! -e go ]; do sleep 0.1; done; echo passed`,
    );
    const { shows, result } = npmRun(stack, "smoke", "--stack", "operate");
    await shows("user root\n");
    hub.write("go", "");
    const { code, stdout, stderr } = await result;
    assert.equal(code, 0, stderr);
    assert.equal(stdout, "deep check of operate, https://198.51.100.7/\nuser root\npassed\n");
    assert.equal(hub.file("arguments"), "[]\n");
  });

  test("a failed step is exit code 1, and a full hub 2, with the server's words", async () => {
    for (const [code, words] of [
      [1, "kernel FAILED: the kernel died"],
      [2, "not run: the hub is full"],
    ] as const) {
      hub.install("hub-smoke", `echo '${words}'; exit ${String(code)}`);
      const ended = await npmRun(stack, "smoke").result;
      assert.equal(ended.code, code);
      assert.match(ended.stdout, new RegExp(`\n${words}\n$`));
    }
  });

  test("--help says what it does, and does nothing", async () => {
    hub.install("hub-smoke", "touch sent");
    const { code, stdout } = await npmRun(stack, "smoke", "--help").result;
    assert.equal(code, 0);
    assert.match(stdout, /^Usage: npm run smoke[^]*exit code is 0 when all worked/);
    assert.equal(hub.file("sent"), undefined);
  });
});
