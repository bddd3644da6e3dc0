import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { serverFiles } from "../../src/server/files";
import { valuesOf } from "../container/lib/stack";
import { LEAST, refusalOf, settingsOf } from "./defaults";

const HUB = "/etc/jupyterhub-openstack/hub.json";

suite("settings for packages, locale and time zone", () => {
  const refusals: [Record<string, unknown>, ...RegExp[]][] = [
    [
      { aptPackages: ["Samtools", "bwa=0.7", "ffmpeg-", "libc6:i386", "x", "-y"] },
      /aptPackages\[0\] is "Samtools"\. Allowed: the name of a package of the distribution/,
      /aptPackages\[1\] is "bwa=0\.7", and the distribution alone decides the version/,
      /aptPackages\[2\] is "ffmpeg-"/,
      /aptPackages\[3\] is "libc6:i386", and the distribution alone/,
      /aptPackages\[4\] is "x"/,
      /aptPackages\[5\] is "-y"/,
    ],
    [
      { rPackages: ["r-cran-dplyr", "data_table", "dplyr "] },
      /rPackages\[0\] is "r-cran-dplyr", the distribution's own name: give R's/,
      /rPackages\[1\] is "data_table"\. Allowed: the name of a package as library\(\) in R has it/,
    ],
    [{ latex: "yes" }, /latex is "yes"\. Allowed: true or false/],
    [{ locale: "fr_FR" }, /locale is "fr_FR"\. Allowed: C\.UTF-8, or a language and a country in UTF-8/],
    [{ locale: "fr_FR.utf8" }, /locale is "fr_FR\.utf8"/],
    [{ timezone: "Paris" }, /timezone is "Paris", which is no time zone: did you mean Europe\/Paris\?/],
    [{ timezone: "Europe/Pari" }, /did you mean Europe\/Paris\?/],
    [{ timezone: "europe/paris" }, /did you mean Europe\/Paris\?/],
    [{ timezone: "+01:00" }, /timezone is "\+01:00", which is no time zone/],
    [{ timezone: "../../etc/passwd" }, /which is no time zone\. Allowed: a time zone's name, such as Europe\/Paris/],
    [
      { waitForHub: false, latex: true, rPackages: ["ape"] },
      /latex is set while waitForHub is false/,
      /rPackages is set while waitForHub is false/,
    ],
  ];
  for (const [settings, ...messages] of refusals) {
    test(`${JSON.stringify(settings)} is refused`, () => {
      const refusal = refusalOf({ ...LEAST, ...settings });
      for (const message of messages) assert.match(refusal, message);
      assert.equal(refusal.match(/^ *- .*$|Allowed:|is set while/gm)?.length, messages.length, refusal);
    });
  }

  for (const timezone of [
    "Europe/Paris",
    "MET",
    "UTC",
    "Etc/GMT+1",
    "America/Argentina/Buenos_Aires",
    "Asia/Kolkata",
  ]) {
    test(`the time zone ${timezone} is accepted`, () => {
      assert.equal(settingsOf({ timezone }).distribution.timezone, timezone);
    });
  }

  test("names of packages are accepted as the distribution and R have them", () => {
    const wanted = { aptPackages: ["g++", "libreoffice-l10n-fr", "0ad"], rPackages: ["data.table", "MASS", "DESeq2"] };
    const { aptPackages, rPackages } = settingsOf(wanted).distribution;
    assert.deepEqual({ aptPackages, rPackages }, wanted);
  });

  test("the hub's own file does not change with them, so that the hub goes on", () => {
    const hubFile = (lines: Record<string, unknown>) =>
      serverFiles(valuesOf(settingsOf(lines)), { passwordHash: "" }).find(({ path }) => path === HUB)?.content;
    assert.equal(hubFile({ locale: "fr_FR.UTF-8", timezone: "MET", latex: true, rPackages: ["ape"] }), hubFile({}));
  });
});
