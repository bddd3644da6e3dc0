import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, beforeEach, suite, test } from "node:test";
import { KeyPair } from "../support/keyPair";
import { npmRun, type Result } from "../support/npmRun";
import { TestStack } from "../support/stack";
import { give, Hub } from "./hub";

let hub: Hub;
let stack: TestStack;

const run = (script: string, ...args: string[]): Promise<Result> => npmRun(stack, script, ...args).result;
// Each argument on a line of its own, between brackets.
const NOTE_ARGUMENTS = `for argument; do printf '[%s]\\n' "$argument"; done > arguments`;

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

suite("npm run status", () => {
  test("the stack, its hub and what hub-status says as root; no secret", async () => {
    hub.install("hub-status", "id -un; echo 'installation done'");
    const { code, stdout, stderr } = await run("status");
    assert.equal(code, 0, stderr);
    assert.match(
      stdout,
      /^stack +operate\nurl +https:\/\/198\.51\.100\.7\/\nJupyterHub +5\.4\.2\n\nroot\ninstallation done\n$/,
    );
    assert.ok(!(stdout + stderr).includes("PRIVATE KEY"));
  });

  test("something is wrong: exit code 1, with the server's words", async () => {
    hub.install("hub-status", "echo 'the last backup FAILED'; exit 1");
    const { code, stdout } = await run("status", "--stack", "operate");
    assert.equal(code, 1);
    assert.match(stdout, /FAILED\n$/);
  });

  test("stacks without a hub, without a way to it, or not there", async () => {
    const { code, stderr } = await run("status", "--stack", "lap");
    assert.equal(code, 2);
    assert.match(stderr, /^The outputs of the stack lap cannot be read: no stack named 'lap' found\n$/);
    await give(stack, {});
    assert.match((await run("status")).stderr, /^The stack operate has no hub\. Make it with: pulumi up\n$/);
    await give(stack, hub.outputs({ sshTarget: undefined }));
    assert.match((await run("status")).stderr, /no output sshTarget.*waitForHub true/);
    await give(stack, hub.outputs());
  });

  test("another host key: nothing is sent", async () => {
    hub.install("hub-status", "touch sent");
    const target = hub.outputs().sshTarget as object;
    await give(stack, hub.outputs({ sshTarget: { ...target, hostKey: new KeyPair().publicKey } }));
    const { code, stderr } = await run("status");
    await give(stack, hub.outputs());
    assert.equal(code, 2);
    assert.match(stderr, /another machine answers there/);
    assert.equal(hub.file("sent"), undefined);
  });
});

suite("npm run backup", () => {
  test("shows progress as it comes, and ends as the server's program does", async () => {
    hub.install("hub-backup", "echo half; while [ ! -e go ]; do sleep 0.1; done; echo 'host refuses' >&2; exit 1");
    const { shows, result } = npmRun(stack, "backup");
    await shows("half\n");
    hub.write("go", "");
    assert.deepEqual(await result, { code: 1, stdout: "half\nhost refuses\n", stderr: "" });
  });

  test("--list: a table", async () => {
    const times = ["2026-11-25T02:00:01.123456789Z", "2026-11-26T03:30:00+01:00"];
    const list = times.map((time, index) => ({ id: `0${String(index)}c0ffee`, time }));
    hub.install("hub-backup", `[ "$*" = --list ] && echo '${JSON.stringify(list)}'`);
    const { code, stdout } = await run("backup", "--list");
    assert.equal(code, 0);
    assert.equal(stdout, "snapshot  time (UTC)\n00c0ffee  2026-11-25 02:00\n01c0ffee  2026-11-26 02:30\n");
    hub.install("hub-backup", "echo '[]'");
    assert.equal((await run("backup", "--list")).stdout, "There is no snapshot yet.\n");
  });

  test("a server without the program", async () => {
    for (const args of [[], ["--list"]]) {
      const { code, stderr } = await run("backup", ...args);
      assert.equal(code, 2);
      assert.match(stderr, /The server has no hub-backup: a pulumi up by this version of the program brings it\.\n$/);
    }
  });

  test("a program that a signal ends is a failure, not a broken connection", async () => {
    hub.install("hub-backup", "kill -KILL $$");
    const { code, stderr } = await run("backup");
    assert.equal(code, 1);
    assert.match(stderr, /hub-backup was ended by a signal \(9\)\.\n$/);
  });

  test("what users name their files does not command the terminal", async () => {
    hub.install("hub-backup", String.raw`printf 'caf\303\251\033[2J\n'`);
    assert.equal((await run("backup")).stdout, "café?[2J\n");
  });
});

suite("npm run restore", () => {
  test("a user and a file, whatever their names are", async () => {
    const name = "-o'brien $(touch sent)\n\"`id`\\";
    for (const option of ["user", "file"]) {
      hub.install("hub-restore", NOTE_ARGUMENTS);
      const value = option === "user" ? name : `${name}/a b/*.txt`;
      const { code, stdout, stderr } = await run("restore", `--${option}=${value}`, "--snapshot", "0123abcd");
      assert.equal(code, 0, stderr);
      assert.equal(hub.file("arguments"), `[--${option}=${value}]\n[--snapshot=0123abcd]\n`);
      assert.equal(hub.file("sent"), undefined);
      assert.match(stdout, /comes from the snapshot 0123abcd\..*kept/);
    }
  });

  test("everything is for who types the stack's name, or says --yes", async () => {
    hub.install("hub-restore", NOTE_ARGUMENTS);
    const { code, stderr } = await run("restore", "--everything");
    assert.equal(code, 2);
    assert.match(stderr, /^Nothing was done: there is no keyboard to confirm it by\. Add --yes/);
    assert.match(await typed("no\n"), /Nothing was done: that is not the stack's name/);
    assert.equal(hub.file("arguments"), undefined);
    const shown = await typed("operate\n");
    assert.match(shown, /hub and everybody's servers are stopped[^]*Type the stack's name/);
    assert.equal(hub.file("arguments"), "[--everything]\n[--snapshot=latest]\n", shown);
    assert.equal((await run("restore", "--everything", "--yes")).code, 0);
  });

  test("goes on when the connection breaks, once, and is watched to its end", async () => {
    hub.install(
      "hub-restore",
      "echo run >> runs; echo before; while [ ! -e go ]; do sleep 0.1; done; echo between; sleep 6; echo after; exit 3",
    );
    const { shows, result } = npmRun(stack, "restore", "--everything", "--yes");
    await shows("before\n");
    hub.port.cut();
    hub.write("go", "");
    const { code, stdout, stderr } = await result;
    assert.equal(code, 3);
    assert.match(stdout, /\nbefore\nbetween\nafter\n$/);
    assert.equal(stderr, "the connection to the server broke; hub-restore goes on there; connecting again\n");
    assert.equal(hub.file("runs"), "run\n");
  });

  test("a program that ended while nobody was connected: its words and its exit code", async () => {
    hub.install("hub-restore", "echo before; while [ ! -e go ]; do sleep 0.1; done; echo after; touch ended; exit 4");
    const { shows, result } = npmRun(stack, "restore", "--user", "bob");
    await shows("before\n");
    hub.write("go", "");
    hub.port.cut();
    const { code, stdout } = await result;
    assert.equal(code, 4);
    assert.match(stdout, /\nbefore\nafter\n$/);
  });
});

suite("wrong arguments", () => {
  const cases: [[string, ...string[]], RegExp][] = [
    [["status", "--stak", "x"], /Unknown option '--stak'[^]*\nUsage: npm run status/],
    [["smoke", "--now"], /Unknown option '--now'[^]*\nUsage: npm run smoke/],
    [["backup", "now"], /Unexpected argument 'now'[^]*\nUsage: npm run backup/],
    [["restore"], /^Say what to restore by one of --everything, --user and --file\.\nUsage: npm run restore/],
    [
      ["restore", "--user=", "--file=bob/../x", "--snapshot=x y"],
      /one of[^]*--user is[^]*--file is[^]*--snapshot is[^]*Usage/,
    ],
    [["restore", "--file", "bob"], /^--file is a user's name, a slash and a path/],
  ];
  for (const [args, message] of cases) {
    test(args.join(" "), async () => {
      const { code, stdout, stderr } = await run(...args);
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert.match(stderr, message);
    });
  }
});

/** What `npm run restore -- --everything` shows on a terminal where this is typed. The way to the server is in this process: it must not wait. */
function typed(line: string): Promise<string> {
  const command = "npm run --silent restore -- --everything";
  return new Promise((resolve) => {
    const options = { cwd: stack.folder, env: stack.environment };
    const child = execFile(
      "script",
      ["--quiet", "--return", "--command", command, "/dev/null"],
      options,
      (_, stdout) => {
        resolve(stdout);
      },
    );
    child.stdin?.end(line);
  });
}
