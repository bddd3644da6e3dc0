import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { local, remote, type types } from "@pulumi/command";
import { type CustomResourceOptions, asset } from "@pulumi/pulumi";
import { Engine, type Run, said } from "./engine";
import { KeyPair } from "../support/keyPair";
import { Sshd, freePort, silentServer } from "../support/sshd";

describe("failures of the plugin for command, on the real engine and a real sshd", () => {
  const folder = mkdtempSync(join(tmpdir(), "command-failures-"));
  const key = new KeyPair(folder, "key");
  const otherKey = new KeyPair(folder, "other");
  let sshd: Sshd;
  let nobody: number;
  let silent: Awaited<ReturnType<typeof silentServer>>;

  const connection = (more: Partial<types.input.remote.ConnectionArgs> = {}): types.input.remote.ConnectionArgs => ({
    host: "127.0.0.1",
    port: sshd.port,
    user: Sshd.user,
    privateKey: key.privateKey,
    ...more,
  });

  const failing = (): Promise<void> => {
    const dialing = (
      name: string,
      more: Partial<types.input.remote.ConnectionArgs>,
      options?: CustomResourceOptions,
    ): unknown => new remote.Command(name, { connection: connection(more), create: "true" }, options);
    dialing("wrongHost", { hostKey: otherKey.publicKey, dialErrorLimit: 1 });
    dialing("wrongKey", { privateKey: otherKey.privateKey, dialErrorLimit: 1 });
    dialing("noHostKey", { hostKey: "not a key" });
    dialing("refused", { port: nobody, dialErrorLimit: 2 });
    dialing("defaultLimit", { port: nobody });
    dialing("silent", { port: silent.port, dialErrorLimit: 0, perDialTimeout: 1 });
    dialing("tooLate", { port: nobody, dialErrorLimit: -1 }, { customTimeouts: { create: "2s" } });
    dialing("noProxy", { proxy: connection({ port: nobody, dialErrorLimit: 1 }) });
    dialing("wrongBehindProxy", { dialErrorLimit: 1, hostKey: otherKey.publicKey, proxy: connection() });
    dialing("noAgent", { agentSocketPath: join(folder, "nowhere") });
    new remote.Command("remote", { connection: connection(), create: "echo out; sleep 0.3; echo err >&2; exit 3" });
    new local.Command("local", { create: "echo out; sleep 0.3; echo err >&2; exit 4" });
    new local.Command("noFolder", { create: "true", dir: join(folder, "nowhere") });
    new remote.Command("variable", { connection: connection(), create: "true", environment: { REFUSED: "1" } });
    const source = new asset.StringAsset("text");
    new remote.CopyToRemote("onFolder", { connection: connection(), source, remotePath: folder });
    return Promise.resolve();
  };

  let run: Run;
  before(async () => {
    sshd = new Sshd(folder, "sshd", await freePort(), [key]);
    await sshd.start();
    nobody = await freePort();
    silent = await silentServer();
    run = await Engine.create(folder, "failures").up(failing, undefined, { continueOnError: true });
  });
  after(async () => {
    silent.close();
    await sshd.stop();
    rmSync(folder, { recursive: true });
  });

  const pid = (name: string): number => Number(readFileSync(join(folder, name), "utf8"));
  const isRunning = (name: string): boolean => existsSync(`/proc/${String(pid(name))}`);

  /** The one error of a resource. */
  const error = (resource: string): string => {
    const errors = said(run, resource, "error");
    assert.equal(errors.length, 1, `${resource}: ${errors.join(" | ")}`);
    return errors[0] ?? "";
  };

  it("refuses a host whose key is another one", () => {
    assert.equal(error("wrongHost"), "after 1 failed attempts: ssh: handshake failed: ssh: host key mismatch");
    assert.equal(said(run, "wrongHost", "info")[0], "Dial 1/1 failed: retrying");
  });

  it("says that a host key cannot be read, without dialing", () => {
    assert.match(error("noHostKey"), /^failed to parse host key: /);
    assert.deepEqual(said(run, "noHostKey", "info"), []);
  });

  it("says that the host refuses the key", () => {
    assert.match(error("wrongKey"), /^after 1 failed attempts: ssh: handshake failed: ssh: unable to authenticate/);
  });

  it("dials as often as the limit says, ten times by default", () => {
    const refused = `dial tcp 127.0.0.1:${String(nobody)}: connect: connection refused`;
    assert.equal(error("refused"), `after 2 failed attempts: ${refused}`);
    assert.deepEqual(said(run, "refused", "info"), ["Dial 1/2 failed: retrying", "Dial 2/2 failed: retrying"]);
    assert.equal(error("defaultLimit"), `after 10 failed attempts: ${refused}`);
    assert.equal(said(run, "defaultLimit", "info").at(-1), "Dial 10/10 failed: retrying");
  });

  it("gives up a host that takes the connection and says nothing", () => {
    assert.equal(error("silent"), "after 0 failed attempts: ssh: handshake failed: no answer within 1s");
  });

  it("ends endless dialing at the resource's own limit", () => {
    assert.equal(error("tooLate"), "context deadline exceeded");
    assert.equal(said(run, "tooLate", "info")[0], "Dial 1/inf failed: retrying");
  });

  it("tells the proxy's failures from those behind it", () => {
    assert.match(error("noProxy"), /^proxy: after 1 failed attempts: dial tcp .*: connection refused$/);
    assert.equal(said(run, "noProxy", "info")[0], "Dial proxy 1/1 failed: retrying");
    assert.equal(
      error("wrongBehindProxy"),
      "proxy: after 1 failed attempts: ssh: handshake failed: ssh: host key mismatch",
    );
    assert.equal(said(run, "wrongBehindProxy", "info")[0], "Dial from proxy 1/1 failed: retrying");
  });

  it("fails on an agent that is not there, also with a key", () => {
    assert.match(error("noAgent"), /^dial unix .*nowhere: connect: no such file or directory$/);
  });

  it("names the command that failed and quotes what it wrote", () => {
    const command = (status: number): string => `"echo out; sleep 0.3; echo err >&2; exit ${String(status)}"`;
    assert.equal(error("remote"), `Process exited with status 3: running ${command(3)}:\nout\nerr`);
    assert.equal(error("local"), `exit status 4: running ${command(4)}:\nout\nerr`);
  });

  it("says what else cannot be done", () => {
    assert.match(error("noFolder"), /no such file or directory/);
    assert.equal(
      error("onFolder"),
      `remote path ${folder} is a directory; when using a text asset, remotePath must be a file path`,
    );
    const [how, what] = said(run, "variable", "error");
    assert.match(how ?? "", /^Unable to set 'REFUSED'\. .*AcceptEnv/);
    assert.match(what ?? "", /^could not set environment variable "REFUSED": /);
  });

  it("creates nothing that failed", () => {
    assert.ok(run.failure);
    assert.deepEqual(Object.keys(run.done).sort(), ["default_1_2_1", "failures-test"]);
  });

  it("ends commands and dialing when the user interrupts", async () => {
    const waiting = (name: string): string => `echo $$ >${join(folder, name)}; echo running; sleep 300`;
    const program = (): Promise<void> => {
      new remote.Command("remote", { connection: connection(), create: waiting("remote.pid") });
      new local.Command("local", { create: waiting("local.pid") });
      new remote.Command("dialing", { connection: connection({ port: nobody, dialErrorLimit: -1 }), create: "true" });
      return Promise.resolve();
    };
    const interrupt = new AbortController();
    const started = new Set<string>();
    let interruptedAt = 0;
    const interrupted = await Engine.create(folder, "interrupted").up(
      program,
      (text) => {
        if (text === "running") started.add(`running ${String(started.size)}`);
        if (text.startsWith("Dial 3/inf")) started.add("dialing");
        if (started.size === 3 && !interruptedAt) {
          interruptedAt = Date.now();
          interrupt.abort();
        }
      },
      { signal: interrupt.signal },
    );
    assert.ok(interruptedAt, interrupted.printed);
    assert.ok(interrupted.failure);
    assert.ok(Date.now() - interruptedAt < 15_000, "it took more than 15 s to end");
    await pause(200);
    assert.ok(!isRunning("local.pid"), "the local command is still running");
    // A server lets root run commands without the helper process that would pass the signal on, and says so.
    if (Sshd.user === "root") {
      assert.match(sshd.log, /session signalling requires privilege separation/);
      process.kill(-pid("remote.pid"));
    } else {
      assert.ok(!isRunning("remote.pid"), "the remote command is still running");
    }
    assert.match(said(interrupted, "remote", "error").join("\n"), /context canceled: running "echo/);
    assert.match(said(interrupted, "dialing", "error").join("\n"), /context canceled/);
  });
});
