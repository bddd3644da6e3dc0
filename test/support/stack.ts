import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import * as automation from "@pulumi/pulumi/automation";
import { parse } from "yaml";
import { Cloud } from "./cloud";
import { removeLeftovers } from "./leftovers";
import { pathText } from "../../src/settings/commands";
import type { Path } from "../../src/settings/kinds/kind";

const ROOT = resolve(__dirname, "../..");

/** What an operation did, by the resource's logical name and type: "hub Instance" → "create". What stayed is left out. */
export type Steps = Record<string, string>;

type OnEvent = (event: automation.EngineEvent) => void;

/** A stack of the real program on the real engine, in a project folder and a state of its own. */
export class TestStack {
  private constructor(
    private readonly stack: automation.Stack,
    /** The project's folder. */
    readonly folder: string,
  ) {}

  /**
   * @param config settings by name; texts, or what JSON can say
   * @param secrets settings that are secrets
   * @param environment variables for pulumi and its plugins
   * @param program the program, where it is not the project's own
   */
  static async create(
    name: string,
    config: Record<string, unknown>,
    secrets: Record<string, string> = { adminPassword: "correct horse battery" },
    environment: Record<string, string> = {},
    program = "index.ts",
  ): Promise<TestStack> {
    if (config.cloud === "sandbox" && environment.OS_CLIENT_CONFIG_FILE === undefined) {
      await removeLeftovers(name, await Cloud.open());
    }
    const folder = mkdtempSync(join(tmpdir(), `stack-${name}-`));
    mkdirSync(join(folder, "state"));
    copyFileSync(join(ROOT, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    symlinkSync(join(ROOT, program), join(folder, "index.ts"));
    for (const part of ["package.json", "tsconfig.json", "src", "cloud-init", "node_modules"]) {
      symlinkSync(join(ROOT, part), join(folder, part));
    }
    const stack = await automation.LocalWorkspace.createStack(
      { stackName: name, workDir: folder },
      {
        envVars: {
          PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
          PULUMI_CONFIG_PASSPHRASE: "a test's",
          PULUMI_SKIP_UPDATE_CHECK: "true",
          ...environment,
        },
      },
    );
    const made = new TestStack(stack, folder);
    await made.configure(config);
    await made.configureSecrets(secrets);
    return made;
  }

  /** Sets settings; of a list or a mapping each value by itself, as a user would. */
  async configure(config: Record<string, unknown>): Promise<void> {
    for (const [key, value] of Object.entries(config)) {
      await this.stack.removeConfig(key);
      for (const [path, leaf] of leaves(value)) {
        await this.stack.setConfig(key + pathText(path), { value: String(leaf) }, path.length > 0);
      }
    }
  }

  async configureSecrets(secrets: Record<string, string>): Promise<void> {
    for (const [key, value] of Object.entries(secrets)) {
      await this.stack.setConfig(key, { value, secret: true });
    }
  }

  async up(options: automation.UpOptions = {}): Promise<Steps> {
    return this.collect(options, (onEvent) => this.stack.up({ ...options, onEvent, color: "never" }));
  }

  async preview(options: automation.PreviewOptions = {}): Promise<Steps> {
    return this.collect(options, (onEvent) => this.stack.preview({ ...options, onEvent, color: "never" }));
  }

  async refresh(options: automation.RefreshOptions = {}): Promise<Steps> {
    return this.collect(options, (onEvent) => this.stack.refresh({ ...options, onEvent, color: "never" }));
  }

  async destroy(options: automation.DestroyOptions = {}): Promise<Steps> {
    return this.collect(options, (onEvent) => this.stack.destroy({ ...options, onEvent, color: "never" }));
  }

  async outputs(): Promise<Record<string, { value: unknown; secret: boolean }>> {
    return this.stack.outputs();
  }

  /** With what pulumi finds the stack's state, and reads its secrets. */
  get environment(): NodeJS.ProcessEnv {
    return { ...process.env, ...this.stack.workspace.envVars };
  }

  /** Outputs of a resource in the state, secrets in clear text; also after a failed operation. */
  resource(type: string): Record<string, unknown> {
    const { deployment } = JSON.parse(this.export("--show-secrets")) as { deployment: { resources?: StateResource[] } };
    return deployment.resources?.find((resource) => resource.type === type)?.outputs ?? {};
  }

  /** The state as Pulumi keeps it, with secrets encrypted. */
  state(): string {
    return this.export();
  }

  /** Destroys what is left, also after a failure, and removes the folder. */
  async dispose(): Promise<void> {
    await this.stack.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private export(...flags: string[]): string {
    return execFileSync("pulumi", ["stack", "export", "--stack", this.stack.name, ...flags], {
      cwd: this.folder,
      env: this.environment,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
  }

  private async collect(options: { onEvent?: OnEvent }, run: (onEvent: OnEvent) => Promise<unknown>): Promise<Steps> {
    const steps: Steps = {};
    await run((event) => {
      options.onEvent?.(event);
      const metadata = event.resOutputsEvent?.metadata ?? event.resourcePreEvent?.metadata;
      if (metadata !== undefined && metadata.op !== "same" && metadata.op !== "refresh" && metadata.op !== "read") {
        const [type = "", name = ""] = metadata.urn.split("::").slice(-2);
        steps[`${name} ${type.split(":").at(-1) ?? ""}`] = metadata.op;
      }
    });
    return steps;
  }
}

/** The settings of a stack file of the project. */
export function stackFile(name: string): Record<string, unknown> {
  const { config } = parse(readFileSync(join(ROOT, name), "utf8")) as { config: Record<string, unknown> };
  const settings = Object.entries(config).map(([key, value]): [string, unknown] => [key.split(":")[1] ?? key, value]);
  return Object.fromEntries(settings);
}

/** The stack file of the sandbox, with the one setting that differs from machine to machine. */
export function sandboxSettings(): Record<string, unknown> {
  return { ...stackFile("Pulumi.sandbox.yaml"), dnsServers: [process.env.SANDBOX_DNS] };
}

interface StateResource {
  readonly type: string;
  readonly outputs?: Record<string, unknown>;
}

/** What a failed operation printed. */
export async function failureOf(operation: Promise<unknown>): Promise<string> {
  try {
    await operation;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the operation succeeded");
}

function leaves(value: unknown, path: Path = []): [Path, unknown][] {
  if (typeof value !== "object" || value === null) {
    return [[path, value]];
  }
  return Object.entries(value).flatMap(([key, part]) =>
    leaves(part, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
