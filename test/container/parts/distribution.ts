import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Kernel, runCell } from "../lib/kernel";
import { shell } from "../lib/machine";
import { byHand, packages } from "../lib/distributionPackages";
import { ada, adaAtWork, chief } from "../lib/people";
import { restartedBy } from "../lib/processes";
import { restart } from "../lib/servers";
import { tryUp, up } from "../lib/stack";

const WANTED = { aptPackages: ["samtools", "tree", "pigz", "gawk"], locale: "fr_FR.UTF-8", timezone: "Europe/Paris" };
const INSTALL = "apt-get --quiet --yes install --no-install-recommends";
/** What a cell has of them. */
const HERE =
  "import locale, os, time; print(os.environ['LANG'], locale.setlocale(locale.LC_ALL, ''), time.strftime('%B', time.gmtime(0)), *time.tzname)";

/** Packages of the distribution, a locale and a time zone come and go with the settings, and nothing else does. */
export function distribution(): void {
  let kernel: Kernel;
  let atFirst: string[];

  before(async () => {
    await up({});
    kernel = await Kernel.start(await adaAtWork());
    await kernel.run("kept = 'still here'");
    await byHand(`apt-get --quiet update; ${INSTALL} pigz`);
    atFirst = await packages();
  });

  test("packages, a locale and a time zone come with one up; nothing restarts, and a kernel goes on", async () => {
    const before = await shell("readlink /etc/localtime");
    // As after a power failure in the middle of a change.
    await shell("dpkg --status coreutils > /var/lib/dpkg/updates/0001; if apt-get check; then exit 1; fi");
    assert.deepEqual(await restartedBy(() => up(WANTED)), []);
    assert.equal(await kernel.run("print(kept)"), "still here");
    assert.match(
      await kernel.run("import subprocess; print(subprocess.getoutput('samtools --version | head -1'))"),
      /^samtools 1/,
    );
    assert.match(await runCell(ada(), HERE), /^C\.UTF-8 C\.UTF-8 January /);
    await restart(ada());
    assert.equal(await runCell(ada(), HERE), "fr_FR.UTF-8 fr_FR.UTF-8 janvier CET CEST");
    assert.match(await shell("date +%Z"), /^CES?T$/);
    assert.notEqual(before, await shell("readlink /etc/localtime"));
  });

  test("names that nobody has are refused with the nearest one, what was there stays, and the hub works", async () => {
    const present = await packages();
    const wrong = { aptPackages: ["samtolls", "tree"], rPackages: ["DESseq2"], locale: "fr_FT.UTF-8" };
    const { code, stderr } = await tryUp({ ...WANTED, ...wrong });
    assert.equal(code, 1);
    assert.match(
      stderr,
      /health (done|unchanged)[^]*The phase distribution of the installation failed: aptPackages names/,
    );
    assert.match(stderr, /samtolls, which this distribution does not have; did you mean samtools\?/);
    assert.match(
      stderr,
      /rPackages names DESseq2, .* neither r-cran-desseq2 nor r-bioc-desseq2; did you mean deseq2\?/,
    );
    assert.match(
      stderr,
      /Nothing was installed or removed.*The setting locale is fr_FT.UTF-8, .*did you mean fr_FR\.UTF-8\?/,
    );
    assert.deepEqual(await packages(), present);
    await chief();
    assert.match(await shell("cat /var/lib/jupyterhub-openstack/user-variables.json"), /"LANG": "fr_FR\.UTF-8"/);
  });

  test("what a name had brought goes with it; what is somebody else's, or another phase needs, stays", async () => {
    // A package that is nobody's any more, and depends on what came with samtools.
    await byHand(`${INSTALL} cmatrix; apt-mark auto cmatrix`);
    assert.match(await shell("apt-get --simulate autoremove"), /^Remv cmatrix/m);
    const marks = await shell("apt-mark showmanual | grep -x pigz");
    await shell(
      `cd /opt/jupyterhub/lib && python3 -B -c 'from hubserver import apt; apt.ensure("another-phase", ["tree"])'`,
    );
    await up({});
    const left = (await packages()).filter((name) => !atFirst.includes(name));
    assert.deepEqual(left, ["cmatrix", "libncurses6", "tree"]);
    assert.deepEqual(
      (await packages()).filter((name) => atFirst.includes(name)),
      atFirst,
    );
    assert.equal(await shell("apt-mark showmanual | grep -x pigz"), marks);
    await restart(ada());
    assert.equal(await runCell(ada(), HERE), "C.UTF-8 C.UTF-8 January UTC UTC");
    assert.doesNotMatch(await shell("cat /etc/locale.gen"), /^fr_FR/m);
    await byHand("apt-get --quiet --yes remove cmatrix libncurses6 tree pigz");
    await shell("rm /var/lib/jupyterhub-openstack/needed-packages.json");
  });
}
