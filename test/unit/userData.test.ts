import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { compareSync } from "bcryptjs";
import { parse } from "yaml";
import { adminHash } from "../../src/server/adminHash";
import { serverFiles } from "../../src/server/files";
import { firstBootFiles } from "../../src/server/later";
import { renderUserData, USER_DATA_LIMIT } from "../../src/server/userData";
import { settingsOf } from "./defaults";

const SETTINGS = {
  users: { adminUser: "admin", adminUsers: [], allowedUsers: [], bannedUsers: [], groups: {} },
  authentication: { authenticator: "native" as const, allowedGroups: [] },
  limits: settingsOf().limits,
  monitoring: true,
  address: "198.51.100.60",
  tls: "internal" as const,
  language: "auto" as const,
  publicUrl: "https://198.51.100.60/",
  hosts: ["198.51.100.60"],
  trustedProxies: [],
  installation: { noProxy: [] },
  distribution: settingsOf().distribution,
  updates: { security: true },
  ownDataVolume: true,
  dataVolumeId: "5f0c9a52-7d1e-4c8b-9a52-000000000000",
};
const ALL = serverFiles(SETTINGS, { passwordHash: "$2b$12$hash" });

const FILES = firstBootFiles(ALL);

interface CloudConfig {
  readonly write_files: { path: string; permissions: string; content: string }[];
  readonly runcmd: string[][];
  readonly ca_certs?: { trusted: string[] };
}

function unpack(userData: string): CloudConfig {
  const text = gunzipSync(Buffer.from(userData, "base64")).toString("utf8");
  assert.ok(text.startsWith("#cloud-config\n"));
  return parse(text) as CloudConfig;
}

/** Fails unless both texts of each [path, text, text] are the same code. */
const SAME_CODE = `
import ast, json, sys
def code(text):
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and ast.get_docstring(node, False) is not None:
            node.body[0].value.value = ""
    return ast.dump(tree)
different = [path for path, one, other in json.load(sys.stdin) if code(one) != code(other)]
sys.exit(f"{different} differ" if different else 0)`;

suite("user data", () => {
  test("fits into what Nova takes, with room for certificates", () => {
    const { length } = renderUserData(FILES, { caCertificates: [] });
    console.log(
      `user data: ${String(length)} bytes of ${String(USER_DATA_LIMIT)}, ${String(USER_DATA_LIMIT - length)} left`,
    );
    assert.ok(length < USER_DATA_LIMIT - 10_000, String(length));
  });

  test("Python files are on the server what they are in the repository, without comments and docstrings", () => {
    const files = ALL.filter(({ path }) => path.endsWith(".py"));
    assert.ok(files.length > 30);
    assert.ok(!files.some(({ content }) => /^ *(#|"""\w)/m.test(content)));
    const pairs = files.map(({ path, content }) => [path, readFileSync(`cloud-init/files${path}`, "utf8"), content]);
    execFileSync("python3", ["-c", SAME_CODE], { input: JSON.stringify(pairs) });
  });

  test("carries every file unchanged, scripts executable, and what cloud-config.yaml says", () => {
    const config = unpack(renderUserData(FILES, { caCertificates: [] }));
    assert.deepEqual(
      config.write_files,
      FILES.map(({ path, mode, content }) => ({ path, permissions: mode, content })),
    );
    const modes = Object.fromEntries(FILES.map(({ path, mode }) => [path, mode]));
    assert.equal(modes["/opt/jupyterhub/bin/hub-apply"], "0755");
    assert.equal(modes["/etc/systemd/system/jupyterhub.service"], "0644");
    assert.equal(modes["/etc/jupyterhub-openstack/admin.json"], "0600");
    assert.deepEqual(config.runcmd.at(-1), ["systemctl", "start", "--no-block", "hub-install.service"]);
    assert.equal(config.ca_certs, undefined);
  });

  test("leaves out what a server needs only when somebody comes over SSH, and the comments of Python files", () => {
    assert.ok(ALL.some(({ path }) => path.startsWith("/opt/jupyterhub/languages/")));
    assert.ok(!FILES.some(({ path }) => path.startsWith("/opt/jupyterhub/languages/")));
    assert.ok(FILES.some(({ path }) => path === "/opt/jupyterhub/bin/hub-install"));
    for (const { path, content } of ALL.filter((file) => file.path.endsWith(".py"))) {
      assert.doesNotMatch(content, /^ *#/m, path);
    }
  });

  test("carries certificates", () => {
    const config = unpack(renderUserData(FILES, { caCertificates: ["PEM\n"] }));
    assert.deepEqual(config.ca_certs, { trusted: ["PEM\n"] });
  });

  test("is the same for the same input, so that an up without changes has none", () => {
    assert.equal(renderUserData(FILES, { caCertificates: [] }), renderUserData(FILES, { caCertificates: [] }));
  });

  test("that is too long is refused, and the message says what to do", () => {
    const noise = Array.from({ length: 60_000 }, (_, index) => ((index * 2_654_435_761) % 4_294_967_296).toString(36));
    assert.throws(() => renderUserData(FILES, { caCertificates: [noise.join("")] }), /Nova takes 65535\. Give fewer/);
  });
});

suite("the administrator's hash", () => {
  test("is the password's, in the form that NativeAuthenticator keeps", () => {
    const hash = adminHash("correct horse battery", "volume-1");
    assert.match(hash, /^\$2b\$12\$/);
    assert.ok(compareSync("correct horse battery", hash));
    assert.ok(!compareSync("another password", hash));
  });

  test("is the same for one hub, and another for each", () => {
    assert.equal(adminHash("p", "volume-1"), adminHash("p", "volume-1"));
    assert.notEqual(adminHash("p", "volume-1"), adminHash("p", "volume-2"));
  });
});
