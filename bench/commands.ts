/** The same things by the `openstack` commands that a script would give, one after the other. */
import { execFile } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { timed } from "./timed";
import type { Times, Wanted } from "./wanted";

/** @param program path of the `openstack` client */
export async function measureCommands(program: string, wanted: Wanted): Promise<Times> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const name = `bench-${randomUUID().slice(0, 8)}`;
  const client = new Client(program);
  const userData = join(folder, "user-data");
  writeFileSync(userData, randomBytes(wanted.userDataBytes));
  try {
    const [up, address] = await timed(() => build(client, name, userData, join(folder, "key"), wanted));
    const [destroy] = await timed(() => takeDown(client, name, address));
    await client.run(["volume", "delete", name]);
    return { up, destroy };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function build(client: Client, name: string, userData: string, key: string, wanted: Wanted): Promise<string> {
  await client.run(["keypair", "create", "--private-key", key, name]);
  await client.run(["volume", "create", "--size", String(wanted.volumeSize), name]);
  await client.run(["network", "create", name]);
  await client.run(["subnet", "create", "--network", name, "--subnet-range", wanted.cidr, name]);
  await client.run(["router", "create", "--external-gateway", wanted.externalNetwork, name]);
  await client.run(["router", "add", "subnet", name, name]);
  await client.run(["security", "group", "create", name]);
  for (const { ethertype, port, cidr } of wanted.rules) {
    const range = ["--protocol", "tcp", "--dst-port", String(port), "--remote-ip", cidr];
    await client.run(["security", "group", "rule", "create", ...range, "--ethertype", ethertype, name]);
  }
  await client.run(["port", "create", "--network", name, "--security-group", name, name]);
  const server = ["--image", wanted.image, "--flavor", wanted.flavor, "--key-name", name, "--port", name];
  const placed = ["--availability-zone", wanted.availabilityZone, "--user-data", userData, "--config-drive", "true"];
  await client.run(["server", "create", ...server, ...placed, "--wait", name]);
  await client.until(["volume", "show", "-f", "value", "-c", "status", name], "available");
  await client.run(["server", "add", "volume", name, name]);
  await client.until(["volume", "show", "-f", "value", "-c", "status", name], "in-use");
  const create = ["floating", "ip", "create", "--port", name, "-f", "value", "-c", "floating_ip_address"];
  return client.run([...create, wanted.externalNetwork]);
}

async function takeDown(client: Client, name: string, address: string): Promise<void> {
  await client.run(["server", "delete", "--wait", name]);
  await client.run(["floating", "ip", "delete", address]);
  await client.run(["port", "delete", name]);
  await client.run(["router", "remove", "subnet", name, name]);
  await client.run(["router", "delete", name]);
  await client.run(["network", "delete", name]);
  await client.run(["security", "group", "delete", name]);
  await client.run(["keypair", "delete", name]);
}

class Client {
  constructor(private readonly program: string) {}

  /** What the command prints; an error with its words when it fails. */
  async run(args: readonly string[]): Promise<string> {
    // It prints tables as wide as the user data.
    const options = { maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await promisify(execFile)(this.program, ["--os-cloud", "sandbox", ...args], options);
    return stdout.trim();
  }

  /** Gives the command until it prints this; one takes over a second, so nothing is waited between. */
  async until(args: readonly string[], wanted: string): Promise<void> {
    for (let tries = 0; tries < 60; tries += 1) {
      if ((await this.run(args)) === wanted) return;
    }
    throw new Error(`openstack ${args.join(" ")} did not print ${wanted} in 60 tries`);
  }
}
