import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cloud } from "../support/cloud";
import type { TestStack } from "../support/stack";

const COMMANDS: Record<string, string> = {
  "install.log": "sudo cat /var/log/hub-install.log",
  "hub.log": "sudo journalctl --no-pager -u jupyterhub -u jupyterhub-proxy -u caddy",
  "cloud-init.log": "sudo cat /var/log/cloud-init-output.log",
};

/** How a server is found, and how SSH gets to it. */
export interface Reach {
  readonly server: string;
  readonly address: (stack: TestStack) => string;
  /** As ssh has them: "ProxyJump=…". */
  readonly options?: readonly string[];
}

/**
 * Keeps what explains a failure, as far as it is to be had: the server's console log, the installation's log and the
 * hub's journal. Never throws.
 */
export async function collectEvidence(cloud: Cloud, stack: TestStack, reach: Reach, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const keep = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text);
  };
  try {
    const [server] = await cloud.list("compute", `/servers?name=${reach.server}`);
    if (server === undefined) {
      return;
    }
    const { body } = await cloud.ask("compute", "POST", `/servers/${server.id}/action`, { "os-getConsoleOutput": {} });
    keep("console.log", String(body.output));
    const keypair = stack.resource("openstack:compute/keypair:Keypair");
    const key = join(mkdtempSync(join(tmpdir(), "evidence-")), "key");
    // Secrets in a state export are JSON texts of their own.
    const privateKey = keypair.privateKey as { plaintext: string };
    writeFileSync(key, JSON.parse(privateKey.plaintext) as string, { mode: 0o600 });
    for (const [name, command] of Object.entries(COMMANDS)) {
      keep(name, ssh([...(reach.options ?? [])], key, `debian@${reach.address(stack)}`, command));
    }
  } catch (error) {
    keep("error.txt", String(error));
  }
}

function ssh(more: string[], key: string, target: string, command: string): string {
  const options = [
    "StrictHostKeyChecking=no",
    "UserKnownHostsFile=/dev/null",
    "ConnectTimeout=20",
    "LogLevel=ERROR",
    ...more,
  ];
  return execFileSync("ssh", ["-i", key, ...options.flatMap((option) => ["-o", option]), target, command], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
}
