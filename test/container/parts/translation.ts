import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { execute } from "../lib/machine";
import { FRENCH } from "../lib/pageTexts";

const PYTHON = "/opt/jupyterhub/hub-environment/bin/python";
/** Names that pages show in any language. */
const NAMES = ["JupyterHub", "JupyterHub {}"];

/** An upgrade of what the hub is made of brings no page that is half English. */
export function translation(): void {
  test("each text of upstream's pages has a French one", async () => {
    const script = readFileSync(join(__dirname, "../upstreamTexts.py"), "utf8");
    const { stdout, stderr } = await execute([PYTHON, "-"], script);
    assert.equal(stderr, "");
    const texts = JSON.parse(stdout) as [text: string, whole: boolean][];
    const known = Object.keys(FRENCH).map((text) => text.replace(/\{\w+\}/g, "{}"));
    const missing = texts.filter(
      ([text, whole]) => !NAMES.includes(text) && !known.some((one) => (whole ? one === text : one.includes(text))),
    );
    assert.deepEqual(missing, []);
    assert.ok(texts.length > 100, String(texts.length));
    const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    for (const [english, french] of Object.entries(FRENCH)) assert.deepEqual(holes(french), holes(english), english);
  });
}
