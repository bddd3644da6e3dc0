import assert from "node:assert/strict";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { request, WebSocket } from "undici";
import { Cloud } from "../support/cloud";
import { BASTION, CLOUDS_FILE, completeCloudsFile, letIn, makeHome, proxied, PROXY } from "../support/genouest";

/** Not in the subnet's allocation pool. */
const BACKEND = "192.168.101.253";
const NAME = `hub-${BACKEND.replaceAll(".", "-")}.${PROXY.domain}`;
const NAMESPACE = "genouest-test";

suite("the cloud genouest", () => {
  let genouest: Cloud;
  let demo: Cloud;
  let backend: ChildProcess;

  before(async () => {
    [genouest, demo] = await Promise.all([Cloud.open("genouest", completeCloudsFile()), Cloud.open()]);
    backend = await startBackend();
  });
  after(() => {
    backend.kill();
    execFileSync("ip", ["netns", "delete", NAMESPACE]);
  });

  test("the dashboard's clouds.yaml has no password", () => {
    assert.doesNotMatch(readFileSync(CLOUDS_FILE, "utf8"), /password/);
  });

  test("each account sees its own network, flavors and no others'", async () => {
    const names = async (cloud: Cloud, service: "network" | "compute", path: string) =>
      (await cloud.list(service, path)).map(({ name }) => name).sort();
    assert.deepEqual(
      (await names(genouest, "network", "/networks")).filter((name) => name !== "external"),
      ["genouest-ext"],
    );
    assert.ok(!(await names(demo, "network", "/networks")).includes("genouest-ext"));
    assert.ok((await names(genouest, "compute", "/flavors")).includes("m1.xlarge"));
    assert.ok(!(await names(demo, "compute", "/flavors")).includes("m1.xlarge"));
  });

  test("no way leads to its servers from outside", async () => {
    const socket = connect(80, BACKEND);
    const [error] = (await once(socket, "error")) as [NodeJS.ErrnoException];
    assert.ok(["ENETUNREACH", "EHOSTUNREACH"].includes(error.code ?? ""), error.code);
  });

  test("the bastion lets in whoever it has a key of, and leads to the servers", () => {
    const { home, publicKey } = makeHome();
    const ssh = join(home, ".ssh");
    const through = () =>
      execFileSync(
        "ssh",
        ["-F", "none", "-i", join(ssh, "id_ed25519"), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"]
          .concat(["-o", `UserKnownHostsFile=${join(ssh, "known_hosts")}`])
          .concat(["-W", `${BACKEND}:80`, `${BASTION.user}@${BASTION.address}`]),
        { input: `GET / HTTP/1.0\r\n\r\n`, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] },
      );
    assert.throws(through, /Permission denied/);
    letIn(publicKey);
    assert.match(through(), /200 OK[^]*"peer":"192\.168\.100\.2"/);
  });

  test("the proxy forwards from its own address, and not what a visitor says of himself", async () => {
    const { statusCode, body } = await request(`https://${NAME}/x`, {
      dispatcher: proxied(),
      headers: { "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http", Forwarded: "for=203.0.113.9" },
    });
    assert.equal(statusCode, 200);
    const { peer, headers } = (await body.json()) as { peer: string; headers: Record<string, string> };
    assert.equal(peer, "192.168.100.3");
    assert.equal(headers.host, NAME);
    assert.equal(headers["x-forwarded-for"], "198.51.100.1");
    assert.equal(headers["x-forwarded-proto"], "https");
    assert.equal(headers.forwarded, undefined);
  });

  test("the proxy passes websockets", async () => {
    const socket = new WebSocket(`wss://${NAME}/a-socket`, { dispatcher: proxied() });
    const [event] = (await once(socket, "message")) as [MessageEvent];
    assert.equal(event.data, "/a-socket");
  });

  test("the proxy answers 404 where a name is none of a server", async () => {
    const { statusCode, body } = await request(`https://hub.${PROXY.domain}/`, { dispatcher: proxied() });
    await body.dump();
    assert.equal(statusCode, 404);
  });
});

async function startBackend(): Promise<ChildProcess> {
  const ip = (...words: string[]) => execFileSync("ip", words, { stdio: "inherit" });
  // What a run that was killed has left.
  if (existsSync(`/run/netns/${NAMESPACE}`)) ip("netns", "delete", NAMESPACE);
  ip("netns", "add", NAMESPACE);
  ip("-n", "oscloud", "link", "add", "test-backend", "type", "veth", "peer", "name", "eth0", "netns", NAMESPACE);
  ip("-n", "oscloud", "link", "set", "test-backend", "master", "br-genouest", "up");
  ip("-n", NAMESPACE, "address", "add", `${BACKEND}/23`, "dev", "eth0");
  ip("-n", NAMESPACE, "link", "set", "eth0", "up");
  const child = spawn("ip", ["netns", "exec", NAMESPACE, process.execPath, join(__dirname, "backend.mjs")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}
