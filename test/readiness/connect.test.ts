import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { waitForLogin } from "../../src/readiness/awaitSsh/wait";
import { connect } from "../../src/readiness/ssh/connect";
import { SshFailure } from "../../src/readiness/ssh/failure";
import { knownKeys } from "../../src/readiness/ssh/knownHosts";
import type { Host, Target } from "../../src/readiness/ssh/target";
import { FlakyPort } from "../support/flakyPort";
import { KeyPair } from "../support/keyPair";
import { Agent, freePort, silentServer, Sshd } from "../support/sshd";

const folder = mkdtempSync(join(tmpdir(), "connect-"));
const ours = new KeyPair(folder, "ours");
const jump = new KeyPair(folder, "jump");
const other = new KeyPair(folder, "other");
let server: Sshd;
let bastion: Sshd;
let shut: Sshd;

const at = ({ port }: { port: number }, key?: KeyPair, hostKey?: string): Host => ({
  host: "127.0.0.1",
  port,
  user: Sshd.user,
  privateKey: key?.privateKey,
  hostKey,
});

/** The host key of a server that lets us in. */
async function logIn(target: Target): Promise<string> {
  const connection = await connect(target);
  connection.close();
  return connection.hostKey;
}

async function failureOf(target: Target): Promise<SshFailure> {
  try {
    await logIn(target);
  } catch (error) {
    assert.ok(error instanceof SshFailure, String(error));
    return error;
  }
  throw new Error("it let us in");
}

before(async () => {
  // Whoever runs the test has keys and known hosts of their own.
  process.env.HOME = join(folder, "home");
  mkdirSync(join(folder, "home/.ssh"), { recursive: true });
  delete process.env.SSH_AUTH_SOCK;
  server = new Sshd(folder, "server", await freePort(), [ours]);
  bastion = new Sshd(folder, "bastion", await freePort(), [jump]);
  shut = new Sshd(folder, "shut", await freePort(), [jump], { AllowTcpForwarding: "no" });
  await Promise.all([server, bastion, shut].map((sshd) => sshd.start()));
});
after(async () => {
  await Promise.all([server, bastion, shut].map((sshd) => sshd.stop()));
  rmSync(folder, { recursive: true });
});

suite("SSH straight to the server", () => {
  test("lets in, and knows the host's key", async () => {
    assert.equal(await logIn(at(server, ours)), server.hostKey.publicKey);
  });

  test("another key is refused, which a booting server may take later", async () => {
    const failure = await failureOf(at(server, other));
    assert.match(failure.message, /^the server refuses the key \(user .*; tried: the key of setting sshPrivateKey\)$/);
    assert.equal(failure.final, false);
  });

  test("another host key than the known one: at once, and for good", async () => {
    const failure = await failureOf(at(server, ours, other.publicKey));
    assert.match(failure.message, /shows another host key than the one that is known .*another machine answers there/);
    assert.equal(failure.final, true);
  });

  test("a closed port", async () => {
    const failure = await failureOf(at({ port: await freePort() }, ours));
    assert.equal(failure.message, "the server is up, its SSH port is closed");
  });

  test("a server that says nothing and ends", async () => {
    const silent = await silentServer();
    setTimeout(silent.close, 300);
    assert.match((await failureOf(at(silent, ours))).message, /the server/);
  });

  test("a key that is none: for good", async () => {
    const failure = await failureOf({ ...at(server), privateKey: "no key" });
    assert.match(failure.message, /The private key \(setting sshPrivateKey\) cannot be used/);
    assert.equal(failure.final, true);
  });

  test("no key anywhere: what can be done", async () => {
    const failure = await failureOf(at(server));
    assert.match(failure.message, /no SSH agent .*pulumi config set --secret sshPrivateKey/);
  });

  test("without a key the SSH agent's", async () => {
    const agent = await Agent.start(folder, ours);
    process.env.SSH_AUTH_SOCK = agent.socket;
    try {
      assert.equal(await logIn(at(server)), server.hostKey.publicKey);
    } finally {
      delete process.env.SSH_AUTH_SOCK;
      agent.stop();
    }
  });

  test("without an agent the key file that ssh would take", async () => {
    const file = join(folder, "home/.ssh/id_ed25519");
    writeFileSync(file, ours.privateKey);
    try {
      assert.equal(await logIn(at(server)), server.hostKey.publicKey);
    } finally {
      rmSync(file);
    }
  });
});

suite("SSH through a bastion", () => {
  const through = (hop: Host, changes: Partial<Host> = {}): Target => ({
    ...at(server, ours),
    ...changes,
    bastion: hop,
  });

  test("lets in, each host with its own key; the server's host key is the server's", async () => {
    assert.equal(await logIn(through(at(bastion, jump))), server.hostKey.publicKey);
    assert.match(bastion.log, new RegExp(`direct-tcpip.*${String(server.port)}|port ${String(server.port)}`));
  });

  test("a first handshake that fails, the bastion's or the server's, spoils nothing", async () => {
    const flakyBastion = await FlakyPort.to(bastion.port, 1);
    const flakyServer = await FlakyPort.to(server.port, 1);
    const lines: string[] = [];
    const surroundings = { now: Date.now, sleep: () => Promise.resolve(), say: (line: string) => lines.push(line) };
    const target = through(at(flakyBastion, jump), { port: flakyServer.port });
    assert.equal(await waitForLogin(() => logIn(target), 60_000, surroundings), server.hostKey.publicKey);
    assert.match(lines[0] ?? "", /the bastion 127\.0\.0\.1/);
    assert.match(lines[1] ?? "", /the server/);
    flakyBastion.close();
    flakyServer.close();
  });

  test("a key that the bastion refuses: for good", async () => {
    const failure = await failureOf(through(at(bastion, other)));
    assert.match(failure.message, /^the bastion 127\.0\.0\.1 refuses the key .*setting bastionPrivateKey/);
    assert.equal(failure.final, true);
  });

  test("a key that the server refuses", async () => {
    const failure = await failureOf(through(at(bastion, jump), { privateKey: other.privateKey }));
    assert.match(failure.message, /^the server refuses the key/);
    assert.equal(failure.final, false);
  });

  test("a bastion with another host key: nothing is sent to it", async () => {
    const failure = await failureOf(through(at(bastion, jump, other.publicKey)));
    assert.match(failure.message, /shows another host key than the one that is known/);
    assert.equal(failure.final, true);
  });

  test("a server with another host key behind it", async () => {
    const failure = await failureOf(through(at(bastion, jump), { hostKey: other.publicKey }));
    assert.match(failure.message, /another machine answers there/);
    assert.equal(failure.final, true);
  });

  test("a bastion that is down", async () => {
    const failure = await failureOf(through(at({ port: await freePort() }, jump)));
    assert.equal(failure.message, "the bastion 127.0.0.1 is up, its SSH port is closed");
    assert.equal(failure.final, false);
  });

  test("a bastion that does not reach the server yet", async () => {
    const failure = await failureOf(through(at(bastion, jump), { port: await freePort() }));
    assert.match(failure.message, /^the bastion 127\.0\.0\.1 does not reach the server: .*refused/i);
    assert.equal(failure.final, false);
  });

  test("a bastion that forbids connections: for good", async () => {
    const failure = await failureOf(through(at(shut, jump)));
    assert.match(failure.message, /forbids connections to the server \(AllowTcpForwarding/);
    assert.equal(failure.final, true);
  });

  test("its host key is that of known_hosts, hashed or not; a changed one is refused", async () => {
    const file = join(folder, "home/.ssh/known_hosts");
    const line = (key: KeyPair) => `[127.0.0.1]:${String(bastion.port)} ${key.publicKey}\n`;
    writeFileSync(file, line(bastion.hostKey));
    execFileSync("ssh-keygen", ["-H", "-f", file], { stdio: "ignore" });
    assert.deepEqual(knownKeys("127.0.0.1", bastion.port, file), [bastion.hostKey.publicKey]);
    assert.equal(await logIn(through(at(bastion, jump))), server.hostKey.publicKey);
    writeFileSync(file, line(other));
    assert.match((await failureOf(through(at(bastion, jump)))).message, /shows another host key/);
    rmSync(file);
  });
});
