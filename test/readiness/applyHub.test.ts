import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { applyHub } from "../../src/readiness/applyHub/apply";
import type { Task } from "../../src/readiness/applyHub/task";
import { FlakyPort } from "../support/flakyPort";
import { KeyPair } from "../support/keyPair";
import { freePort, Sshd } from "../support/sshd";

const SECRET = "a password in the payload";
const folder = mkdtempSync(join(tmpdir(), "apply-"));
const ours = new KeyPair(folder, "ours");
let sshd: Sshd;

const task = (port: number, timeout = 60): Task => ({
  target: {
    host: "127.0.0.1",
    port,
    user: Sshd.user,
    privateKey: ours.privateKey,
    hostKey: sshd.hostKey.publicKey,
  },
  payload: SECRET,
  timeout,
});

/** Runs a script on the real sshd as if it were hub-apply. */
async function apply(port: number, script: string, timeout?: number) {
  const lines: string[] = [];
  const stderr: Buffer[] = [];
  const output = { say: (line: string) => lines.push(line), stderr: (chunk: Buffer) => stderr.push(chunk) };
  const result = await applyHub(task(port, timeout), script, output).catch((error: unknown) => error as Error);
  return { result, lines, stderr: Buffer.concat(stderr).toString() };
}

before(async () => {
  sshd = new Sshd(folder, "sshd", await freePort(), [ours]);
  await sshd.start();
});
after(async () => {
  await sshd.stop();
  rmSync(folder, { recursive: true });
});

suite("applying the hub's configuration", () => {
  test("the payload comes by standard input, the report by standard output, progress as it comes", async () => {
    const script = `cat > ${folder}/got; echo working >&2; echo '{"hubVersion": "5"}'`;
    const { result, stderr } = await apply(sshd.port, script);
    assert.equal(result, '{"hubVersion": "5"}\n');
    assert.equal(stderr, "working\n");
    assert.equal(readFileSync(`${folder}/got`, "utf8"), SECRET);
  });

  test("a failure is the command's own words and its exit code, without the payload, and is not tried again", async () => {
    const script = `echo run >> ${folder}/runs; echo 'phase web failed' >&2; exit 3`;
    const { result, stderr } = await apply(sshd.port, script);
    assert.match((result as Error).message, /ended with exit code 3/);
    assert.ok(!(result as Error).message.includes(SECRET));
    assert.equal(stderr, "phase web failed\n");
    assert.equal(readFileSync(`${folder}/runs`, "utf8"), "run\n");
  });

  test("a connection that breaks in the middle is made again, and the command run again", async () => {
    const port = await FlakyPort.to(sshd.port);
    const script = `echo run >> ${folder}/twice; if [ "$(wc -l < ${folder}/twice)" = 1 ]; then sleep 30; fi; echo done`;
    setTimeout(() => {
      port.cut();
    }, 1500);
    const { result, lines } = await apply(port.port, script);
    assert.equal(result, "done\n");
    assert.deepEqual(lines, ["the connection to the server broke; connecting again"]);
    port.close();
  });

  test("a server that goes down under the command is waited for", async () => {
    const mark = `${folder}/rebooted`;
    const script = `if [ ! -e ${mark} ]; then touch ${mark}; kill -TERM $$; sleep 5; fi; echo back`;
    const { result, lines } = await apply(sshd.port, script);
    assert.equal(result, "back\n");
    assert.equal(lines.length, 1);
  });

  test("a first handshake that fails spoils nothing", async () => {
    const port = await FlakyPort.to(sshd.port, 1);
    const { result, lines } = await apply(port.port, "echo in");
    assert.equal(result, "in\n");
    assert.match(lines[0] ?? "", /waiting for SSH: the server/);
    port.close();
  });

  test("has an end", async () => {
    const { result } = await apply(sshd.port, "sleep 60", 2);
    assert.match((result as Error).message, /did not end within 2 s/);
  });

  test("another host key than awaitSsh saw: nothing is sent", async () => {
    const wrong = { ...task(sshd.port), target: { ...task(sshd.port).target, hostKey: ours.publicKey } };
    const output = { say: () => undefined, stderr: () => undefined };
    await assert.rejects(applyHub(wrong, `touch ${folder}/sent`, output), /another machine answers there/);
    assert.throws(() => readFileSync(`${folder}/sent`));
  });

  test("the program says what is missing on a server without hub-apply; its task is in no process list", async () => {
    const child = spawn("node", ["--import", "tsx", "src/readiness/applyHub/main.ts"]);
    const stderr: Buffer[] = [];
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.stdin.end(JSON.stringify(task(sshd.port)));
    await pause(300);
    assert.ok(!readFileSync(`/proc/${String(child.pid)}/cmdline`, "utf8").includes(SECRET));
    const code = await new Promise((resolve) => child.on("close", resolve));
    assert.equal(code, 1);
    const said = Buffer.concat(stderr).toString();
    assert.match(said, /hub-apply is missing: cloud-init did not take the server's user data/);
    assert.ok(!said.includes(SECRET) && !said.includes("PRIVATE KEY"));
  });
});
