import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestStack } from "../support/stack";

/** How a server is found, and how SSH gets to it. */
export interface Reach {
  readonly server: string;
  readonly address: (stack: TestStack) => string;
  /** As ssh has them: "ProxyJump=…". */
  readonly options?: readonly string[];
}

const OPTIONS = [
  "StrictHostKeyChecking=no",
  "UserKnownHostsFile=/dev/null",
  "ConnectTimeout=20",
  "ServerAliveInterval=20",
  "LogLevel=ERROR",
];

/** The way to the server of a stack of the sandbox: its floating IP. */
export const reachOf = (name: string): Reach => ({
  server: `jupyterhub-${name}`,
  address: (stack) => String(stack.resource("openstack:networking/floatingIp:FloatingIp").address),
});

/**
 * Runs a command on the stack's server, as the image's user with sudo, and answers its standard output.
 *
 * @throws Error with what it said, when it does not end with 0
 */
export function onServer(
  stack: TestStack,
  reach: Reach,
  command: string,
  input: string | Buffer = "",
): Promise<string> {
  const options = [...OPTIONS, ...(reach.options ?? [])].flatMap((option) => ["-o", option]);
  const target = `debian@${reach.address(stack)}`;
  return new Promise((resolve, reject) => {
    const child = execFile(
      "ssh",
      ["-i", keyOf(stack), ...options, target, command],
      { maxBuffer: 64 << 20 },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(`${command}: ${error.message} ${stdout}${stderr}`));
      },
    );
    child.stdin?.end(input);
  });
}

function keyOf(stack: TestStack): string {
  const key = join(mkdtempSync(join(tmpdir(), "guest-")), "key");
  const keypair = stack.resource("openstack:compute/keypair:Keypair");
  // Secrets in a state export are JSON texts of their own.
  const privateKey = keypair.privateKey as { plaintext: string };
  writeFileSync(key, JSON.parse(privateKey.plaintext) as string, { mode: 0o600 });
  return key;
}
