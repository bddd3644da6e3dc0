import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { ServerFile } from "../server/tree";
import type { Target } from "./ssh/target";

export interface HubReadyArgs {
  readonly serverId: pulumi.Input<string>;
  /** With the server's host key; secret. */
  readonly target: pulumi.Input<Target>;
  readonly files: pulumi.Input<readonly ServerFile[]>;
  /** What the server must have beside them and only over SSH, by name; secret. */
  readonly secrets: pulumi.Input<Readonly<Record<string, string>>>;
  /** GB; a larger one makes the server grow the file system. */
  readonly dataVolumeSize: number;
  readonly adminUser: string;
  /** Secret; only to see that a login is answered. */
  readonly adminPassword: pulumi.Input<string>;
  /** Seconds. */
  readonly timeout: number;
}

/** What `hub-apply` prints when people can work. */
export interface HubReport {
  /** PEM text of the authority that signed the hub's certificate; undefined where the cloud's proxy ends TLS. */
  readonly caCertificate?: string;
  readonly hubVersion: string;
}

// hub-apply ends by itself, with the reason; this limit is for a server that goes down and comes back under it.
const GRACE = 300;

/** Applies the hub's configuration over SSH and waits until a user can work; an unchanged one changes nothing. */
export function hubReady(
  name: string,
  args: HubReadyArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<HubReport> {
  const payload = pulumi.jsonStringify({
    files: args.files,
    secrets: args.secrets,
    dataVolumeSize: args.dataVolumeSize,
    adminUser: args.adminUser,
    adminPassword: args.adminPassword,
    timeout: args.timeout,
  });
  const program = "src/readiness/applyHub/main.ts";
  const apply = new command.local.Command(
    `${name}-ready`,
    {
      interpreter: ["node", "--import", "tsx"],
      create: program,
      update: program,
      // The task holds keys and the password: standard input shows up in no process list. A changed key or limit runs it too, and
      // finds nothing to do.
      stdin: pulumi.secret(pulumi.jsonStringify({ target: args.target, payload, timeout: args.timeout + GRACE })),
      triggers: [args.serverId],
      logging: "stderr",
      addPreviousOutputInEnv: false,
    },
    opts,
  );
  return pulumi.unsecret(apply.stdout).apply((stdout) => JSON.parse(stdout) as HubReport);
}
