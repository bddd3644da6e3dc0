import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { SECRET, type Site, program } from "./command-program";
import { Engine, type Run, said } from "./engine";
import { KeyPair } from "../support/keyPair";
import { Agent, Sshd, freePort } from "../support/sshd";

describe("the plugin for command, on the real engine and a real sshd", () => {
  const folder = mkdtempSync(join(tmpdir(), "command-"));
  const file = (name: string): string => join(folder, name);
  const text = (name: string): string => readFileSync(file(name), "utf8");
  const engine = Engine.create(folder, "command");
  const key = new KeyPair(folder, "key");
  const lockedKey = new KeyPair(folder, "locked", "a password");
  const agentKey = new KeyPair(folder, "agent-key");
  let site: Site;
  let first: Run, second: Run, third: Run, last: Run;
  let state = "";
  before(async () => {
    const ports = [await freePort(), await freePort(), await freePort()] as const;
    site = {
      folder,
      target: new Sshd(folder, "target", ports[0], [key, lockedKey, agentKey]),
      proxy: new Sshd(folder, "proxy", ports[1], [key]),
      late: new Sshd(folder, "late", ports[2], [key]),
      agent: await Agent.start(folder, agentKey),
      key,
      lockedKey,
    };
    await Promise.all([site.target.start(), site.proxy.start()]);
    mkdirSync(file("tree/inner"), { recursive: true });
    for (const name of ["tree/top.txt", "tree/top.log", "tree/inner/deep.txt"]) writeFileSync(file(name), `${name}\n`);
    for (const name of ["source-1.txt", "source-2.txt"]) writeFileSync(file(name), `${name}\n`);

    let starting: Promise<void> | undefined;
    first = await engine.up(() => program(site, 1), (message) => {
      if (message === "Dial 2/inf failed: retrying") starting ??= site.late.start();
    });
    await starting;
    state = engine.state();
    second = await engine.up(() => program(site, 2));
    third = await engine.up(() => program(site, 2));
    last = await engine.destroy();
  });
  after(async () => {
    site.agent.stop();
    await Promise.all([site.target, site.proxy, site.late].map((sshd) => sshd.stop()));
    rmSync(folder, { recursive: true });
  });

  it("creates without a failure or a warning", () => {
    assert.equal(first.failure, undefined);
    assert.deepEqual(
      first.messages.filter(({ severity }) => severity === "warning" || severity === "error"),
      [],
    );
    assert.doesNotMatch(first.printed, /\$PATH/);
  });

  it("keeps what the commands wrote as outputs, without the last line's end", () => {
    const { stdout, stderr, onlyCreate, coloured } = first.outputs;
    assert.deepEqual({ stdout, stderr, onlyCreate, coloured }, {
      stdout: "to stdout",
      stderr: "to stderr",
      onlyCreate: "run 1 after nothing",
      coloured: "blue",
    });
  });

  it("gives standard input to the command, and shows it nowhere", () => {
    const hash = createHash("sha256").update(SECRET).digest("hex");
    assert.equal(first.outputs.stdin, `${hash}  -`);
    assert.deepEqual(said(first, "stdin"), [`${hash}  -`]);
    // In messages for debugging the Node.js SDK itself quotes every property; they are not shown unless asked for.
    const shown = [...first.messages, ...second.messages].filter(({ severity }) => severity !== "debug");
    assert.deepEqual(shown.filter((message) => message.text.includes(SECRET)), []);
    for (const place of [first.printed, second.printed, state]) assert.ok(!place.includes(SECRET));
  });

  it("keeps the connection secret", () => {
    assert.ok(!state.includes("PRIVATE KEY"));
  });

  it("shows lines while the command runs", () => {
    const at = first.messages.find(({ resource, text }) => resource === "live" && text === "first")?.at ?? Infinity;
    assert.ok((first.done.live ?? 0) - at > 2000, `"first" was shown ${String((first.done.live ?? 0) - at)} ms before the end`);
  });

  it("shows the streams that logging says", () => {
    assert.deepEqual(said(first, "logs-stdout", "info"), ["on stdout"]);
    assert.deepEqual(said(first, "logs-stderr", "info"), ["on stderr"]);
    assert.deepEqual(said(first, "logs-stdoutAndStderr", "info").sort(), ["on stderr", "on stdout"]);
    assert.deepEqual(said(first, "logs-none"), []);
    assert.equal(said(first, "longLine", "info").at(-1), "after");
  });

  it("goes through the proxy", () => {
    // Where the target sees the connection come from is where the proxy opened it.
    const [, port] = String(first.outputs.proxied).split(" ");
    assert.match(site.proxy.log, /direct-tcpip/);
    assert.doesNotMatch(site.target.log, /direct-tcpip/);
    assert.match(site.target.log, new RegExp(`Connection from 127.0.0.1 port ${String(port)} `));
  });

  it("dials until the host is there", () => {
    const dials = said(first, "late", "info");
    assert.deepEqual(dials.slice(0, 2), ["Dial 1/inf failed: retrying", "Dial 2/inf failed: retrying"]);
    assert.match(site.late.log, /Accepted publickey/);
  });

  it("copies files, folders and texts, and makes parent folders", () => {
    assert.equal(text("copies/tree/top.txt"), "tree/top.txt\n");
    assert.equal(text("copies/tree/inner/deep.txt"), "tree/inner/deep.txt\n");
    assert.equal(text("text.txt"), "just text\n");
  });

  it("runs local commands, and collects the files they are asked for", () => {
    const { here, assets, archive } = first.outputs;
    assert.deepEqual({ here, assets, archive }, {
      here: `/bin/bash in ${file("tree")} with round and a word`,
      assets: ["top.txt"],
      archive: ["inner/deep.txt"],
    });
  });

  it("updates what changed, replaces what was triggered, and leaves the rest", () => {
    assert.equal(second.failure, undefined);
    const changed = Object.entries(second.operations).filter(([, operation]) => operation !== "same");
    assert.deepEqual(Object.fromEntries(changed), {
      whole: "update",
      onlyCreate: "update",
      triggered: "replace",
      file: "update",
    });
    assert.equal(second.outputs.onlyCreate, "run 2 after nothing");
    assert.equal(second.outputs.stdout, "updated");
    assert.equal(text("made/on the way/copy.txt"), "source-2.txt\n");
  });

  it("runs the create, update and delete commands, each with what the one before it wrote", () => {
    assert.equal(text("whole"), "create\nupdate after to stdout, to stderr\ndelete after updated\n");
    assert.equal(text("triggered"), "create\ncreate\ndelete\ndelete\n");
  });

  it("does nothing when nothing changed", () => {
    assert.deepEqual([...new Set(Object.values(third.operations))], ["same"]);
  });

  it("deletes everything, and leaves what was copied", () => {
    assert.equal(last.failure, undefined);
    assert.deepEqual([...new Set(Object.values(last.operations))], ["delete"]);
    assert.ok(existsSync(file("text.txt")));
  });
});
