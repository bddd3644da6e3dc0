import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { serverFiles } from "../../src/server/files";
import { firstBootFiles, RELEASE } from "../../src/server/later";
import type { ServerFile } from "../../src/server/tree";
import { valuesOf } from "../container/lib/stack";
import { PROVIDED, settingsOf } from "./defaults";

const filesOf = (lines = {}): ServerFile[] => serverFiles(valuesOf(settingsOf(lines)), { passwordHash: "$2b$12$hash" });
const nameIn = (files: readonly ServerFile[]): string | undefined =>
  files.find(({ path }) => path === RELEASE)?.content;

suite("the release's name", () => {
  test("is the same whatever the settings are, also those that bring files of their own", () => {
    const plain = filesOf();
    assert.match(nameIn(plain) ?? "", /^[0-9a-f]{12}\n$/);
    for (const lines of [{ language: "fr" }, { userMemoryLimit: "3G" }, PROVIDED.github]) {
      const files = filesOf(lines);
      assert.notDeepEqual(files, plain);
      assert.equal(nameIn(files), nameIn(plain));
    }
  });

  test("comes over SSH only: at first boot there is nothing to go back to", () => {
    assert.equal(nameIn(firstBootFiles(filesOf())), undefined);
  });
});
