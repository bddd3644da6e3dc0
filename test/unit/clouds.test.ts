import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { readCloud } from "../../src/credentials/cloudsFile";

const CLOUDS = `clouds:
  lab:
    auth: {auth_url: "https://keystone.example/v3", username: me}
    region_name: One
  other: {}
`;

function folderWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "clouds-"));
  writeFileSync(join(folder, "clouds.yaml"), text);
  return folder;
}

suite("clouds.yaml", () => {
  test("is found in the current folder", () => {
    const entry = readCloud("lab", {}, folderWith(CLOUDS));
    assert.equal(entry.auth.username, "me");
    assert.equal(entry.region_name, "One");
  });

  test("OS_CLIENT_CONFIG_FILE comes first", () => {
    const named = join(folderWith(CLOUDS.replace("username: me", "username: named")), "clouds.yaml");
    assert.equal(readCloud("lab", { OS_CLIENT_CONFIG_FILE: named }, folderWith(CLOUDS)).auth.username, "named");
  });

  test("an entry without auth can be read", () => {
    assert.deepEqual(readCloud("other", {}, folderWith(CLOUDS)).auth, {});
  });

  test("an unknown cloud: the message names the file and those that there are", () => {
    assert.throws(
      () => readCloud("lap", {}, folderWith(CLOUDS)),
      /clouds\.yaml has no cloud "lap"\. It has: lab, other\./,
    );
  });

  test("a file that is no YAML: the message names it and the line", () => {
    assert.throws(
      () => readCloud("lab", {}, folderWith("clouds: [")),
      /clouds\.yaml cannot be read as YAML: .*line 1/s,
    );
  });
});
