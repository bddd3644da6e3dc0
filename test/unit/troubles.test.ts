import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";

const PAGE = readFileSync("docs/troubles.md", "utf8");
const ANSWERS = [...PAGE.matchAll(/^\d+\. \*\*(.+?)\.\*\* ([^]*?)(?=^\d+\. |$(?![^]))/gm)];

suite("docs/troubles.md", () => {
  test("has an answer to each of the 22", () => {
    assert.equal(ANSWERS.length, 22);
  });

  for (const [whole, trouble = ""] of ANSWERS) {
    test(`${trouble}: the tests and the pages that it names are there`, () => {
      const tests = [...whole.matchAll(/^ +- \[.+\]\(\.\.\/(test\/\S+)\): (.+)$/gm)];
      assert.ok(tests.length > 0 || whole.includes("Not yet."), "neither a test nor a word that it is open");
      for (const [, file = "", name = ""] of tests) assert.ok(readFileSync(file, "utf8").includes(name), name);
      for (const [, page = "", heading] of whole.matchAll(/\]\(([a-z]+\.md)(?:#([a-z-]+))?\)/g)) {
        assert.ok(existsSync(join("docs", page)), page);
        const headings = readFileSync(join("docs", page), "utf8").match(/^#+ .+$/gm) ?? [];
        const anchors = headings.map((line) => line.replace(/^#+ /, "").toLowerCase().replaceAll(" ", "-"));
        const plain = anchors.map((anchor) => anchor.replaceAll(/[^a-z-]/g, ""));
        assert.ok(heading === undefined || plain.includes(heading), `${page}#${String(heading)}`);
      }
    });
  }
});
