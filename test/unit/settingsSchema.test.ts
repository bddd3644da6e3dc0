import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { suite, test } from "node:test";
import { parse } from "yaml";
import { readSettings } from "../../src/settings/read";
import { referenceFiles } from "../../src/settings/reference/files";
import { SETTINGS } from "../../src/settings/schema/schema";
import { stackFileLines } from "../../src/settings/stackFile";
import { Authority } from "../support/certificates";
import { LEAST, refusalOf, settingsOf, sourceOf } from "./defaults";
import { besideExample } from "./examples";

suite("the schema of the settings", () => {
  test("no two settings have one key", () => {
    const keys = SETTINGS.map(({ key }) => key);
    assert.deepEqual(keys, [...new Set(keys)]);
  });

  for (const { key, example, kind } of SETTINGS.filter((setting) => setting.example !== undefined)) {
    if (["caCertificates", "tlsCertificate", "ldapCaCertificate", "pythonPackagesFile"].includes(key)) {
      continue;
    }
    test(`the example of ${key} is accepted`, () => {
      const structure = Array.isArray(example) ? "list" : typeof example === "object" ? "mapping" : undefined;
      assert.equal(structure, kind.structure);
      settingsOf({ ...besideExample(key), [key]: example });
    });
  }

  test("certificates are read from their files", () => {
    const folder = mkdtempSync(join(tmpdir(), "settings-"));
    const pem = join(folder, "ca.pem");
    writeFileSync(pem, new Authority().certificate);
    assert.deepEqual(settingsOf({ caCertificates: [pem] }).server.caCertificates, [readFileSync(pem, "utf8")]);
  });

  test("Pulumi.yaml and docs/settings.md say what the schema says; else run: npm run settings", async () => {
    for (const { path, text } of await referenceFiles(".")) {
      assert.equal(readFileSync(path, "utf8"), text, `${path} is stale: run npm run settings`);
    }
  });

  test("a setting that Pulumi.yaml declares and the schema does not have is taken out, others' lines stay", async () => {
    const folder = mkdtempSync(join(tmpdir(), "settings-"));
    mkdirSync(join(folder, "docs"));
    const declared = readFileSync("Pulumi.yaml", "utf8");
    writeFileSync(join(folder, "Pulumi.yaml"), `${declared}  another:\n    default: ""\n`);
    writeFileSync(join(folder, ".prettierrc.json"), readFileSync(".prettierrc.json"));
    const [project] = await referenceFiles(folder);
    assert.equal(project?.text, declared);
  });
});

suite("stack files", () => {
  const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*Pulumi.*.yaml"], {
    encoding: "utf8",
  });
  const files = tracked.trim().split("\n");

  test("there are some", () => {
    assert.ok(files.length >= 5, files.join());
  });

  for (const file of files) {
    test(`${file} needs nothing but a password`, () => {
      const { config } = parse(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
      const [, stack = ""] = /^Pulumi\.(.*)\.yaml$/.exec(basename(file)) ?? [];
      const { adminPassword } = LEAST;
      readSettings(sourceOf({ ...config, adminPassword }, { stack }));
      assert.match(refusalOf(config, { stack }), /^.*\n.*adminPassword is not set.*$/);
    });
  }

  test("a message says in which line a value or an item stands", () => {
    const path = join(mkdtempSync(join(tmpdir(), "settings-")), "Pulumi.test.yaml");
    writeFileSync(
      path,
      `# A comment
config:
  jupyterhub-openstack:generation: 0
  tls: none
  openstack:cloud: mine
  jupyterhub-openstack:dnsServers:
    # the first is right
    - 192.0.2.53
    - one
  groups:
    class:
      - ada
      - Grace
  userLimits: { ada: { memory: lots } }
`,
    );
    const { config } = parse(readFileSync(path, "utf8")) as { config: Record<string, unknown> };
    const lineOf = stackFileLines(path, "jupyterhub-openstack");
    const message = refusalOf({ ...LEAST, flavor: "", ...config }, { lineOf });
    for (const part of [
      "Pulumi.test.yaml:3: generation",
      "Pulumi.test.yaml:4: tls",
      "Pulumi.test.yaml:5: openstack:cloud",
      "Pulumi.test.yaml:9: dnsServers[1]",
      "Pulumi.test.yaml:13: groups.class[1]",
      "Pulumi.test.yaml:14: userLimits.ada.memory",
      "- flavor is not set",
    ]) {
      assert.ok(message.includes(part), `"${part}" is not in:\n${message}`);
    }
  });
});
