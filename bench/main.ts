/**
 * bench OPENSTACK [ROUNDS]: how long the program takes to make and delete its things in the sandbox, beside the same by the APIs
 * and by the client at OPENSTACK, in turn. Writes docs/speed.md. ROUNDS: 3 when left out. What a failed run leaves in the sandbox
 * goes with `sandbox reset`.
 */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sandbox } from "../test/sandbox/command";
import { FAKE } from "../test/support/sandbox";
import { measureApi } from "./api";
import { measureCommands } from "./commands";
import { type Round, type SandboxFigures, writeReport } from "./report";
import { measureStack } from "./stack";
import { timed } from "./timed";
import { WANTED } from "./wanted";

const ROOT = join(__dirname, "..");

/** Until the sandbox's services have done what they do after a start. */
const SETTLE = 60_000;

async function measureSandbox(): Promise<SandboxFigures> {
  sandbox("down");
  const [start] = await timed(() => Promise.resolve(sandbox("up")));
  await sleep(SETTLE);
  const { memoryMiB } = JSON.parse(sandbox("status", "--json")) as { memoryMiB: number };
  return { start, memory: memoryMiB };
}

async function main(program: string | undefined, count = "3"): Promise<void> {
  if (program === undefined) throw new Error("Where is the openstack client?");
  const figures = await measureSandbox();
  console.log(figures);
  const rounds: Round[] = [];
  for (let round = 1; round <= Number(count); round += 1) {
    const stack = await measureStack(FAKE);
    const api = await measureApi(WANTED);
    const commands = await measureCommands(program, WANTED);
    rounds.push({ stack, api, commands });
    const line = (name: string, { up, destroy }: { up: number; destroy: number }) =>
      `${name} up ${up.toFixed(1)} destroy ${destroy.toFixed(1)}`;
    const pulumi = { up: stack.up.seconds, destroy: stack.destroy.seconds };
    console.log(
      `round ${String(round)}: ${[line("pulumi", pulumi), line("APIs", api), line("commands", commands)].join("; ")}`,
    );
  }
  await writeReport(join(ROOT, "docs/speed.md"), rounds, figures);
}

void main(...(process.argv.slice(2) as [string?, string?]));
