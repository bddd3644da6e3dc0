/** scripts/lib/cache.sh: what is made once for each set of inputs. */
import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

const root = mkdtempSync(join(tmpdir(), "cache-"));
const cache = join(root, "cache");
const maker = join(root, "maker");
/** A line for each time that the maker ran. */
const runs = join(root, "runs");

const script = `. scripts/lib/common.sh; . scripts/lib/cache.sh; cache_make thing "$@"`;
const args = (...inputs: string[]) => ["-euc", script, "make", maker, ...inputs];
const env = { ...process.env, JUPYTERHUB_OPENSTACK_CACHE: cache, JUPYTERHUB_OPENSTACK_STATE: join(root, "state") };

/** The folder that cache_make prints. */
function make(...inputs: string[]): string {
  return execFileSync("bash", args(...inputs), { env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}

/** cache_make beside this process, in a process group of its own. */
function start(...inputs: string[]): ChildProcess {
  return spawn("bash", args(...inputs), { env, stdio: "ignore", detached: true });
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.on("close", resolve));

/** The entries that look finished. */
const finished = () => readdirSync(join(cache, "thing")).filter((name) => !name.includes("."));

function setMaker(...lines: string[]): void {
  writeFileSync(maker, ["#!/bin/bash", "set -e", ...lines, ""].join("\n"), { mode: 0o755 });
}

beforeEach(() => {
  rmSync(cache, { recursive: true, force: true });
  writeFileSync(runs, "");
  setMaker(`echo ran >>${runs}`, "sleep 0.5", 'echo made >"$1/result"');
});

after(() => {
  rmSync(root, { recursive: true });
});

it("makes a thing once for the same inputs, also for two runs that want it at the same time", async () => {
  assert.deepEqual(await Promise.all([ended(start("one")), ended(start("one"))]), [0, 0]);
  const folder = make("one");
  assert.equal(readFileSync(join(folder, "result"), "utf8"), "made\n");
  assert.equal(readFileSync(runs, "utf8"), "ran\n");
});

it("makes it again when an input's name, mode or content changes, and not when it has moved to another folder", () => {
  const input = (checkout: string, mode: number, text: string) => {
    const folder = join(root, checkout);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, "files"), { recursive: true });
    writeFileSync(join(folder, "files/one"), text, { mode });
    return join(folder, "files");
  };
  const first = make(input("here", 0o644, "text"));
  assert.equal(make(input("there", 0o644, "text")), first);
  assert.notEqual(make(input("here", 0o755, "text")), first);
  assert.notEqual(make(input("here", 0o644, "other text")), first);
});

it("leaves nothing that looks finished when it is interrupted, and makes it the next time", async () => {
  const go = join(root, "go");
  // The maker is an input itself: one that does differently the second time, so that the same entry is wanted.
  setMaker(`echo ran >>${runs}`, 'echo half >"$1/half"', `[ -e ${go} ] || sleep 60`, 'mv "$1/half" "$1/result"');
  const child = start("one");
  while (readFileSync(runs, "utf8") === "") await sleep(20);
  assert.ok(child.pid);
  process.kill(-child.pid, "SIGKILL");
  await ended(child);
  assert.deepEqual(finished(), []);
  writeFileSync(go, "");
  assert.deepEqual(readdirSync(make("one")), ["result"]);
});

it("fails when the maker fails", async () => {
  setMaker("exit 3");
  assert.equal(await ended(start("one")), 1);
  assert.deepEqual(finished(), []);
});

it("removes what nobody has wanted for a month and what killed runs left, when it makes something new", () => {
  const [old, recent] = [make("old"), make("recent")];
  mkdirSync(`${recent}.partial`);
  const month = Date.now() / 1000 - 32 * 24 * 3600;
  utimesSync(old, month, month);
  const fresh = make("fresh");
  assert.ok(!existsSync(old));
  assert.ok(!existsSync(`${recent}.partial`));
  assert.ok(existsSync(recent) && existsSync(fresh));
});
