import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cloud } from "../support/cloud";
import type { TestStack } from "../support/stack";
import { onServer, type Reach } from "./ssh";

const COMMANDS: Record<string, string> = {
  "install.log": "sudo cat /var/log/hub-install.log",
  "hub.log": "sudo journalctl --no-pager -u jupyterhub -u jupyterhub-proxy -u caddy",
  "cloud-init.log": "sudo cat /var/log/cloud-init-output.log",
};

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
    for (const [name, command] of Object.entries(COMMANDS)) {
      keep(name, await onServer(stack, reach, command));
    }
  } catch (error) {
    keep("error.txt", String(error));
  }
}
