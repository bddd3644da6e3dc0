import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as automation from "@pulumi/pulumi/automation";
import { builtToolchain } from "./built";

/** What one operation of the engine did and said. */
export interface Run {
  /** By the resource's name: "create", "update", "replace", "delete", "same", … */
  operations: Record<string, string>;
  /** What was said, with the resource's name (empty when of none) and when (milliseconds). */
  messages: { resource: string; severity: string; text: string; at: number }[];
  /** When each resource was done, by its name (milliseconds). */
  done: Record<string, number>;
  outputs: Record<string, unknown>;
  /** What pulumi printed. */
  printed: string;
  /** Why it failed; undefined when it did not. */
  failure: Error | undefined;
}

/** A stack on the real engine and the built plugins, with its state in a folder. Its programs run in this process. */
export class Engine {
  private constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {}

  static create(parent: string, name: string): Engine {
    // Where the library that drives pulumi looks for it.
    Object.assign(process.env, builtToolchain(), { PULUMI_SKIP_UPDATE_CHECK: "true" });
    // Else each connection would also offer the keys of whoever runs the test.
    delete process.env.SSH_AUTH_SOCK;
    const folder = join(parent, name);
    mkdirSync(join(folder, "state"), { recursive: true });
    return new Engine(folder, name);
  }

  /**
   * Runs `pulumi up` of a program; a failure is part of the result.
   * @param watch called for each message as it comes
   */
  async up(program: automation.PulumiFn, watch?: (text: string) => void, options: automation.UpOptions = {}): Promise<Run> {
    const stack = await this.stack(program);
    return this.follow((onEvent) => stack.up({ ...options, onEvent, color: "never" }), watch);
  }

  async destroy(): Promise<Run> {
    const stack = await this.stack(() => Promise.resolve());
    return this.follow((onEvent) => stack.destroy({ onEvent, color: "never" }));
  }

  /** The state as it is stored, with its secrets encrypted. */
  state(): string {
    return readFileSync(join(this.folder, "state/.pulumi/stacks", this.name, "test.json"), "utf8");
  }

  private stack(program: automation.PulumiFn): Promise<automation.Stack> {
    return automation.LocalWorkspace.createOrSelectStack(
      { stackName: "test", projectName: this.name, program },
      {
        workDir: this.folder,
        envVars: {
          PULUMI_BACKEND_URL: `file://${join(this.folder, "state")}`,
          PULUMI_CONFIG_PASSPHRASE: "a test's",
        },
      },
    );
  }

  private async follow(
    operation: (
      onEvent: (event: automation.EngineEvent) => void,
    ) => Promise<{ stdout: string; outputs?: automation.OutputMap }>,
    watch?: (text: string) => void,
  ): Promise<Run> {
    const run: Run = { operations: {}, messages: [], done: {}, outputs: {}, printed: "", failure: undefined };
    const onEvent = ({ diagnosticEvent, resourcePreEvent, resOutputsEvent }: automation.EngineEvent): void => {
      if (diagnosticEvent) {
        const text = diagnosticEvent.message.replace(/<\{%.*?%\}>/g, "").trimEnd();
        const { severity, urn = "" } = diagnosticEvent;
        run.messages.push({ resource: nameOf(urn), severity, text, at: Date.now() });
        watch?.(text);
      }
      // A replacement also tells of the parts it consists of.
      const before = resourcePreEvent?.metadata;
      if (before && !before.op.includes("-")) run.operations[nameOf(before.urn)] = before.op;
      if (resOutputsEvent) run.done[nameOf(resOutputsEvent.metadata.urn)] = Date.now();
    };
    try {
      const { stdout, outputs = {} } = await operation(onEvent);
      run.printed = stdout;
      run.outputs = Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value as unknown]));
    } catch (error) {
      run.failure = error as Error;
      run.printed = run.failure.message;
    }
    return run;
  }
}

/** What was said about a resource; with `severity`, only that. */
export function said(run: Run, resource: string, severity?: string): string[] {
  return run.messages
    .filter((message) => message.resource === resource && (severity === undefined || message.severity === severity))
    .map(({ text }) => text);
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}
