/** The program's stack by the real engine: how long each operation takes, and each resource of it. */
import { performance } from "node:perf_hooks";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { TestStack } from "../test/support/stack";
import { type Chain, longestChain, type Task } from "./longestChain";
import { timed } from "./timed";

export interface StackTimes {
  readonly up: Operation;
  readonly destroy: Operation;
  /** Seconds of an `up` that finds nothing to do. */
  readonly unchanged: number;
  /** Things in the cloud. */
  readonly resources: number;
}

/** One run of the engine. All times in seconds. */
export interface Operation {
  readonly seconds: number;
  /** Until the provider was first asked to make or delete something: engine, plugins, the program and its lookups. */
  readonly before: number;
  /** After the provider was done. */
  readonly after: number;
  /** The chain of the provider's own operations that took longest. */
  readonly chain: Chain;
}

interface StateResource {
  readonly urn: string;
  readonly dependencies?: readonly string[];
}

export async function measureStack(config: Record<string, unknown>): Promise<StackTimes> {
  const stack = await TestStack.create("bench", config);
  try {
    const making = new Stopwatch();
    const [up] = await timed(() => stack.up({ onEvent: making.see }));
    const [unchanged] = await timed(() => stack.up());
    const { deployment } = JSON.parse(stack.state()) as { deployment: { resources: StateResource[] } };
    const { resources } = deployment;
    const deleting = new Stopwatch();
    const [destroy] = await timed(() => stack.destroy({ onEvent: deleting.see }));
    return {
      up: making.operation(up, tasks(resources, waitsFor(resources), making)),
      destroy: deleting.operation(destroy, tasks(resources, reversed(waitsFor(resources)), deleting)),
      unchanged,
      resources: resources.filter(({ urn }) => inCloud(urn)).length,
    };
  } finally {
    await stack.dispose();
  }
}

/** Whether the URN is of a thing that the provider makes: `urn:pulumi:STACK::PROJECT::PARENTS$TYPE::NAME`. */
function inCloud(urn: string): boolean {
  return urn.split("::")[2]?.split("$").at(-1)?.startsWith("openstack:") ?? false;
}

/** When the provider's operations began and ended, by URN, in seconds since the stopwatch was made. */
class Stopwatch {
  private readonly origin = performance.now();
  private readonly begun = new Map<string, number>();
  private readonly ended = new Map<string, number>();

  readonly see = (event: EngineEvent): void => {
    const now = (performance.now() - this.origin) / 1000;
    const before = event.resourcePreEvent?.metadata.urn;
    const after = event.resOutputsEvent?.metadata.urn;
    if (before !== undefined && inCloud(before)) this.begun.set(before, now);
    if (after !== undefined && inCloud(after)) this.ended.set(after, now);
  };

  seconds(urn: string): number {
    return (this.ended.get(urn) ?? 0) - (this.begun.get(urn) ?? 0);
  }

  operation(seconds: number, tasks: readonly Task[]): Operation {
    return {
      seconds,
      before: Math.min(...this.begun.values()),
      after: seconds - Math.max(...this.ended.values()),
      chain: longestChain(tasks),
    };
  }
}

/** What each resource waits for when it is made: what it depends on. Its parent is there at once and takes no time. */
function waitsFor(resources: readonly StateResource[]): Map<string, string[]> {
  return new Map(resources.map(({ urn, dependencies = [] }) => [urn, [...dependencies]]));
}

/** What each waits for when it is deleted: what depends on it. */
function reversed(edges: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const back = new Map([...edges.keys()].map((urn): [string, string[]] => [urn, []]));
  for (const [urn, dependencies] of edges) {
    for (const dependency of dependencies) back.get(dependency)?.push(urn);
  }
  return back;
}

function tasks(
  resources: readonly StateResource[],
  after: ReadonlyMap<string, readonly string[]>,
  stopwatch: Stopwatch,
): Task[] {
  return resources.map(({ urn }) => ({ name: urn, seconds: stopwatch.seconds(urn), after: after.get(urn) ?? [] }));
}
