/** Writes the figures of a run between the marks in docs/speed.md. */
import { occasion, seconds, spread, table, writeFigures } from "./document";
import type { Operation, StackTimes } from "./stack";
import type { Times } from "./wanted";

export interface Round {
  readonly stack: StackTimes;
  readonly api: Times;
  readonly commands: Times;
}

export interface SandboxFigures {
  /** Seconds of `sandbox up` with everything in the cache. */
  readonly start: number;
  /** MiB in use when nothing runs in it. */
  readonly memory: number;
}

export async function writeReport(file: string, rounds: readonly Round[], sandbox: SandboxFigures): Promise<void> {
  await writeFigures(file, figures(rounds, sandbox));
}

function figures(rounds: readonly Round[], sandbox: SandboxFigures): string[] {
  const up = middle(rounds.map(({ stack }) => stack.up));
  const destroy = middle(rounds.map(({ stack }) => stack.destroy));
  const unchanged = rounds.map(({ stack }) => stack.unchanged);
  const of = (way: "api" | "commands", operation: keyof Times) => rounds.map((round) => round[way][operation]);
  const resources = String(rounds[0]?.stack.resources ?? 0);
  return [
    `${occasion()}, ${resources} things in the cloud, ${String(rounds.length)} rounds; seconds, median (least–most).`,
    table([
      ["", "up", "unchanged `up`", "destroy"],
      ["`pulumi`", spread(rounds.map(({ stack }) => stack.up.seconds)), spread(unchanged), spread(destroys(rounds))],
      ["(a) APIs, side by side", spread(of("api", "up")), "", spread(of("api", "destroy"))],
      ["(b) `openstack` commands", spread(of("commands", "up")), "", spread(of("commands", "destroy"))],
      ["(c) the provider's longest chain", seconds(up.chain.seconds), "", seconds(destroy.chain.seconds)],
      ["`pulumi` / (c)", ratio(up), "", ratio(destroy)],
    ]),
    "What the median rounds are made of:",
    table([
      ["", "up", "destroy"],
      ["before the provider's first operation", seconds(up.before), seconds(destroy.before)],
      ["(c)", seconds(up.chain.seconds), seconds(destroy.chain.seconds)],
      ["between the operations", seconds(between(up)), seconds(between(destroy))],
      ["after the provider's last operation", seconds(up.after), seconds(destroy.after)],
    ]),
    `The longest chain of up: ${links(up)}.`,
    `The longest chain of destroy: ${links(destroy)}.`,
    `The sandbox: up in ${seconds(sandbox.start)} s when everything is in the cache, ` +
      `${(sandbox.memory / 1024).toFixed(1)} GiB in use with nothing in it.`,
  ];
}

const destroys = (rounds: readonly Round[]) => rounds.map(({ stack }) => stack.destroy.seconds);

/** The operation whose time is the median. Of an even number, the shorter of the two in the middle. */
function middle(operations: readonly Operation[]): Operation {
  const found = [...operations].sort((a, b) => a.seconds - b.seconds)[(operations.length - 1) >> 1];
  if (found === undefined) throw new Error("there were no rounds");
  return found;
}

const between = ({ seconds: all, before, after, chain }: Operation) => all - before - after - chain.seconds;
const ratio = ({ seconds: all, chain }: Operation) => (all / chain.seconds).toFixed(2);

/** "Network 6.1, Subnet 5.2": type and seconds of what takes time. */
function links({ chain }: Operation): string {
  return chain.tasks
    .filter((task) => task.seconds >= 0.1)
    .map((task) => `${task.name.split("::")[2]?.split(":").at(-1) ?? task.name} ${seconds(task.seconds)}`)
    .join(", ");
}
