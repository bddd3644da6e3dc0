import assert from "node:assert/strict";
import { runCell } from "../kernel";
import { shell } from "../machine";
import { ada } from "../people";
import { hedy, type Row } from "./row";

const PROXY = "http://proxy.example.test:3128";
const MIRROR = "http://mirror.example.test";

export const MIRRORS: Row = {
  settings: { aptMirror: `${MIRROR}/debian`, aptSecurityMirror: `${MIRROR}/security` },
  seen: async () => {
    const sources = await shell("apt-get update --print-uris");
    assert.match(sources, new RegExp(`^'${MIRROR}/debian/dists/`, "m"));
    assert.match(sources, new RegExp(`^'${MIRROR}/security/dists/`, "m"));
    assert.doesNotMatch(sources, new RegExp(`^'(?!${MIRROR}/)`, "m"));
  },
};

export const PROXY_AND_INDEX: Row = {
  settings: { httpProxy: PROXY, noProxy: [".example.org"], pypiIndex: `${MIRROR}/simple` },
  seen: async () => {
    const variables = ["HTTPS_PROXY", "NO_PROXY", "PIP_INDEX_URL"].map((name) => `os.environ.get("${name}")`);
    const cell = `import os; print(${variables.join(", ")})`;
    await hedy().spawn();
    const [proxy, direct, index] = (await runCell(hedy(), cell)).split(" ");
    assert.deepEqual([proxy, index], [PROXY, `${MIRROR}/simple`]);
    assert.match(direct ?? "", /,\.example\.org$/);
    assert.equal(await runCell(ada(), cell), "None None None");
    assert.match(await shell("apt-config dump Acquire::http::Proxy"), new RegExp(PROXY));
  },
};
