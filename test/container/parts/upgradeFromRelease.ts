import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import type { ServerFile } from "../../../src/server/tree";
import { status } from "../lib/backups";
import { passes } from "../lib/deepCheck";
import { Kernel } from "../lib/kernel";
import { eventually, execute, rebuild, shell, start } from "../lib/machine";
import { ada, chief } from "../lib/people";
import { restartedBy } from "../lib/processes";
import { nameOf, rows } from "../lib/releases";
import { stop } from "../lib/servers";
import { filesOf, hubApply, mustApply } from "../lib/stack";

/** The last commit of this program whose releases had no names. */
const COMMIT = "11c3e48";
const RENDER = `
import { filesOf, userData } from "./test/container/lib/stack";
console.log(JSON.stringify({ files: filesOf(), userData: userData() }));
`;

/** What an earlier release of this program makes of the same stack file, by its own code. */
function earlier(): { files: ServerFile[]; userData: string } {
  const folder = mkdtempSync(join(tmpdir(), "release-"));
  try {
    const archive = execFileSync("git", ["archive", COMMIT, "."], { maxBuffer: 1 << 28 });
    execFileSync("tar", ["--extract", "--directory", folder], { input: archive });
    symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "render.ts"), RENDER);
    const rendered = execFileSync("node", ["--import", "tsx", "render.ts"], { cwd: folder, maxBuffer: 1 << 28 });
    return JSON.parse(rendered.toString()) as { files: ServerFile[]; userData: string };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** From a server that an earlier release made, with a user in it, to the present one. */
export function upgradeFromRelease(): void {
  let kernel: Kernel;
  let everybody = "";

  test(`a server of commit ${COMMIT} has a user who works`, async () => {
    const release = earlier();
    await mustApply();
    assert.equal(await ada().logIn(), true);
    if ((await ada().server()) !== undefined) await stop(ada());
    await rebuild(release.userData);
    await start();
    await eventually(
      "cloud-init has started the installation",
      120,
      async () => (await execute(["systemctl", "is-enabled", "hub-install"])).code === 0,
    );
    const { code, stderr } = await hubApply(release.files, undefined, 1800);
    assert.equal(code, 0, stderr);
    assert.doesNotMatch((await status()).stdout, /^release /m);
    assert.equal(await ada().logIn(), true);
    await ada().spawn();
    kernel = await Kernel.start(ada());
    await kernel.run("kept = 'still here'");
    await shell("echo kept > /srv/data/home/ada/file");
    everybody = people(await rows());
  });

  test("the present release comes by one apply: kernel, session, accounts and files stay, and people can work", async () => {
    let said = "";
    const restarted = await restartedBy(async () => (said = await mustApply()));
    assert.ok(!restarted.includes("ada's server") && !restarted.includes("hub's proxy"), restarted.join());
    assert.match(said, /wrote \/opt\/jupyterhub\/release/);
    assert.equal(await kernel.run("print(kept, open('file').read())"), "still here kept");
    assert.equal((await ada().request("GET", "/hub/home")).status, 200);
    assert.equal(people(await rows()), everybody);
    await chief();
    await passes();
    const { code, stdout } = await status();
    assert.equal(code, 0, stdout);
    assert.match(stdout, new RegExp(`^release ${nameOf(filesOf())}, since 20`, "m"));
    await kernel.stop();
    await shell("rm /srv/data/home/ada/file");
  });
}

/** Without the administrator's hash, whose salt is another in each process of the tests. */
const people = (found: string): string => found.replace(/^users_info .*$/m, "");
