import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { attemptLogin } from "../../src/readiness/awaitSsh/probe";
import { Agent, freePort, KeyPair, silentServer, Sshd } from "../support/sshd";

suite("an attempt to log in", () => {
  const folder = mkdtempSync(join(tmpdir(), "probe-"));
  const ours = new KeyPair(folder, "ours");
  const other = new KeyPair(folder, "other");
  const task = { host: "127.0.0.1", user: Sshd.user };
  let sshd: Sshd;

  before(async () => {
    sshd = new Sshd(folder, "sshd", await freePort(), [ours]);
    await sshd.start();
  });
  after(async () => {
    await sshd.stop();
    rmSync(folder, { recursive: true });
  });

  test("with the right key is let in, and knows the host's key", async () => {
    const attempt = await attemptLogin({ ...task, privateKey: ours.privateKey }, sshd.port);
    assert.deepEqual(attempt, { outcome: "loggedIn", hostKey: sshd.hostKey.publicKey });
  });

  test("with another key is refused, which is not the same as no answer", async () => {
    const attempt = await attemptLogin({ ...task, privateKey: other.privateKey }, sshd.port);
    assert.deepEqual(attempt, { outcome: "keyRefused" });
  });

  test("without a key uses the SSH agent's", async () => {
    const agent = await Agent.start(folder, ours);
    const before = process.env.SSH_AUTH_SOCK;
    process.env.SSH_AUTH_SOCK = agent.socket;
    try {
      assert.equal((await attemptLogin(task, sshd.port)).outcome, "loggedIn");
    } finally {
      if (before === undefined) {
        delete process.env.SSH_AUTH_SOCK;
      } else {
        process.env.SSH_AUTH_SOCK = before;
      }
      agent.stop();
    }
  });

  test("on a closed port says so", async () => {
    assert.deepEqual(await attemptLogin({ ...task, privateKey: ours.privateKey }, await freePort()), {
      outcome: "noAnswer",
      reason: "the server is up, its SSH port is closed",
    });
  });

  test("that the server ends is no answer", async () => {
    const silent = await silentServer();
    const attempt = attemptLogin({ ...task, privateKey: ours.privateKey }, silent.port);
    setTimeout(silent.close, 500);
    assert.equal((await attempt).outcome, "noAnswer");
  });

  test("with a key that is none fails for good", async () => {
    await assert.rejects(attemptLogin({ ...task, privateKey: "not a key" }, sshd.port), /setting sshPrivateKey/);
  });
});
