/** What is measured of a hub, whichever it is. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HubClient } from "../../test/container/lib/hubClient";
import { execute } from "../../test/container/lib/machine";

export interface Hub {
  readonly url: string;
  readonly password: string;
  /** Starts or stops all of its services. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Changes one setting, and ends when the hub answers with it. */
  readonly change: () => Promise<void>;
  /** Applies what is there already; not where a hub knows no such thing. */
  readonly unchanged?: () => Promise<void>;
  readonly client: (user: string) => HubClient;
  /** Makes a unit called bench-alone that starts a running server's command again, as its hub started it. */
  readonly copyUnit: (user: string) => Promise<void>;
}

/** Runs a Python file of this folder on the server; answers what it prints. */
export async function python(file: string, ...args: string[]): Promise<string> {
  const answer = await execute(["/usr/bin/python3", "-", ...args], readFileSync(join(__dirname, file), "utf8"));
  if (answer.code !== 0) throw new Error(`${file}: ${answer.stderr}`);
  return answer.stdout;
}

/** Until the hub says that the server is ready. Its request ends then, or after 10 s; from there it tells of its progress. */
export async function startServer(client: HubClient): Promise<void> {
  const { status, text } = await client.api("POST", `/users/${client.user}/server`);
  if (status === 202) await client.api("GET", `/users/${client.user}/server/progress`);
  else if (status !== 201) throw new Error(`${client.user}: ${String(status)} ${text}`);
  if ((await client.server())?.ready !== true) throw new Error(`The server of ${client.user} did not start.`);
}
