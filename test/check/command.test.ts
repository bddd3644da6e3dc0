import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { suite, test } from "node:test";
import { promisify } from "node:util";
import { cloudsFileAt } from "./situation";

const STACK = `config:
  jupyterhub-openstack:cloud: sandbox
  flavor: m1.tiny
  jupyterhub-openstack:image: fake
  jupyterhub-openstack:sshCidrs: [198.51.100.0/24]
  jupyterhub-openstack:adminPassword:
    secure: v1:abcdefghijkl:0123456789
`;

/** `npm run check` in a project with this stack file. */
async function check(stackFile: string, cloudsFile: string, ...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "check-"));
  for (const part of ["Pulumi.yaml", "package.json", "src", "node_modules"]) {
    symlinkSync(resolve(part), join(folder, part));
  }
  writeFileSync(join(folder, "Pulumi.lab.yaml"), stackFile);
  const env = { ...process.env, OS_CLIENT_CONFIG_FILE: cloudsFile, PULUMI_BACKEND_URL: `file://${folder}` };
  try {
    const { stdout } = await promisify(execFile)("npm", ["run", "--silent", "check", "--", ...args], {
      cwd: folder,
      env,
    });
    return { code: 0, stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

const SANDBOX = process.env.OS_CLIENT_CONFIG_FILE ?? "";

suite("npm run check", () => {
  test("--json: what was resolved, under the provider's names, without secrets", async () => {
    const { code, stdout } = await check(STACK, SANDBOX, "--stack", "lab", "--json");
    assert.equal(code, 0, stdout);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual(Object.keys(report), [
      "cloud",
      "sources",
      "resolved",
      "passedAs",
      "region",
      "problems",
      "warnings",
      "quota",
    ]);
    assert.equal(report.cloud, "sandbox");
    assert.deepEqual(report.sources, [SANDBOX]);
    assert.equal(report.passedAs, "name");
    assert.deepEqual(report.resolved, {
      region: "RegionOne",
      authUrl: "http://198.51.100.2:5000/v3",
      userName: "demo",
      userDomainName: "Default",
      tenantName: "demo",
      projectDomainName: "Default",
      password: "[secret]",
    });
    assert.equal((report.quota as Record<string, { limit: number }>).instances?.limit, 10);
  });

  test("for people: a table of the quota", async () => {
    const { code, stdout } = await check(STACK, SANDBOX, "--stack", "lab");
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^quota +limit +in use +needed$/m);
    assert.match(stdout, /^gigabytes +200 +\d+ +20$/m);
    assert.match(stdout, /Nothing stands in the way\.\n$/);
  });

  test("problems of the settings and of the cloud's entry at once, and exit code 1", async () => {
    const { code, stdout } = await check(
      STACK.replace("sandbox", "sandbocks").replace("fake", '""'),
      SANDBOX,
      "--stack",
      "lab",
    );
    assert.equal(code, 1);
    assert.match(
      stdout,
      /problem: .*image is not set[^]*problem: .* has no cloud "sandbocks".*did you mean sandbox[^]*2 to correct/,
    );
  });

  test("--offline asks nobody", async () => {
    const nowhere = cloudsFileAt("http://127.0.0.1:1/v3");
    assert.equal((await check(STACK, nowhere, "--stack", "lab", "--offline")).code, 0);
    const { code, stdout } = await check(STACK, nowhere, "--stack", "lab");
    assert.equal(code, 1);
    assert.match(stdout, /problem: 127\.0\.0\.1:1 refuses the connection/);
  });

  test("a stack without a file: those that there are", async () => {
    const { code, stderr } = await check(STACK, SANDBOX, "--stack", "lap");
    assert.equal(code, 2);
    assert.match(stderr ?? "", /There is no .*Pulumi\.lap\.yaml\. There are stack files for: lab\./);
  });

  test("an option that there is not", async () => {
    const { code, stderr } = await check(STACK, SANDBOX, "--stak", "lab");
    assert.equal(code, 2);
    assert.match(stderr ?? "", /Usage: npm run check/);
  });
});
