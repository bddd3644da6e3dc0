/** The machine is left as it was, and the cloud keeps its state. Stops the sandbox several times: nothing else may use it meanwhile. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, it } from "node:test";
import { Cloud } from "../support/cloud";
import { command, environment, sandbox } from "./command";

/** Where the running sandbox keeps its process id. */
const pidFile = "/run/oscloud/pid";

/** What of the machine a sandbox could change. */
function machine(): Record<string, string> {
  const output = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: "utf8" });
  const links = JSON.parse(output("ip", "-json", "link")) as { ifname: string }[];
  const cgroups = ["", "systemd", "unified"].filter((name) => existsSync(`/sys/fs/cgroup/${name}/oscloud`));
  return {
    namespaces: output("ip", "netns", "list"),
    links: links.map((link) => link.ifname).join(" "),
    firewall: output("nft", "list", "ruleset"),
    mounts: readFileSync("/proc/self/mounts", "utf8"),
    loops: output("losetup", "--all"),
    forwarding: readFileSync("/proc/sys/net/ipv4/ip_forward", "utf8"),
    cgroups: cgroups.join(" "),
    containers: readdirSync("/run").includes("oscloud") && existsSync(pidFile) ? "running" : "none",
  };
}

/** `sandbox ARGUMENT...` beside this process; its exit code when it ends. */
function start(...args: string[]) {
  const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  return { child, ended: new Promise<number | null>((resolve) => child.on("close", resolve)) };
}

let clean: Record<string, string>;

before(() => {
  sandbox("down");
  clean = machine();
});

after(() => {
  sandbox("up");
});

it("starts once when started twice at the same time", async () => {
  const codes = await Promise.all([start("up").ended, start("up").ended]);
  assert.deepEqual(codes, [0, 0]);
});

it("keeps what is in the cloud when stopped, and leaves the machine as it was", async () => {
  const login = () => Cloud.open("sandbox", environment().OS_CLIENT_CONFIG_FILE);
  const { network } = await (
    await login()
  ).must<{ network: { id: string } }>("network", "POST", "/networks", { network: { name: "kept" } });

  sandbox("down");
  assert.deepEqual(machine(), clean);
  assert.match(sandbox("status"), /^down/);

  sandbox("up");
  await (await login()).must("network", "DELETE", `/networks/${network.id}`);
});

it("refuses what wants the stopped cloud, and asks no other machine for it", async () => {
  sandbox("down");
  const refused = (await fetch("http://198.51.100.2:5000/").catch((error: unknown) => error)) as {
    cause?: { code: string };
  };
  assert.match(refused.cause?.code ?? "", /^(ENETUNREACH|EHOSTUNREACH|ECONNREFUSED)$/);
});

it("leaves the machine as it was after an interrupted start", async () => {
  const { child, ended } = start("up");
  while (!existsSync(pidFile)) await sleep(100);
  child.kill("SIGKILL");
  await ended;
  assert.notDeepEqual(machine(), clean);
  sandbox("down");
  assert.deepEqual(machine(), clean);
});

it("notices that it was killed, and starts again", () => {
  sandbox("up");
  process.kill(Number(readFileSync(pidFile, "utf8").split(" ")[0]), "SIGKILL");
  assert.deepEqual(JSON.parse(sandbox("status", "--json")), { up: false });
  sandbox("up");
  assert.equal((JSON.parse(sandbox("status", "--json")) as { up: boolean }).up, true);
});
