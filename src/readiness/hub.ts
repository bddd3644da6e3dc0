import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { ServerFile } from "../server/files";

export interface HubReadyArgs {
  readonly serverId: pulumi.Input<string>;
  readonly host: pulumi.Input<string>;
  readonly sshUser: string;
  /** Secret; undefined: the SSH agent's keys. */
  readonly privateKey: pulumi.Input<string> | undefined;
  /** "ssh-ed25519 AAAA…" */
  readonly hostKey: pulumi.Input<string>;
  readonly files: pulumi.Input<readonly ServerFile[]>;
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
  /** PEM text of the authority that signed the hub's certificate. */
  readonly caCertificate: string;
  readonly hubVersion: string;
}

const APPLY = "/opt/jupyterhub/bin/hub-apply";
// What is missing when an image's cloud-init took no user data is more than a "command not found" can say.
const SCRIPT = `if [ -x ${APPLY} ]; then sudo ${APPLY}; else
  echo "${APPLY} is missing: cloud-init did not take the server's user data. Its own words:" >&2
  cloud-init status --long >&2; sudo tail -n 30 /var/log/cloud-init-output.log >&2; exit 1
fi`;
// hub-apply ends by itself, with the reason; Pulumi's own limit is only for a connection that hangs.
const GRACE = 300;

/** Applies the hub's configuration over SSH and waits until a user can work; an unchanged one changes nothing. */
export function hubReady(
  name: string,
  args: HubReadyArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<HubReport> {
  const limit = `${String(args.timeout + GRACE)}s`;
  const apply = new command.remote.Command(
    `${name}-ready`,
    {
      connection: {
        host: args.host,
        user: args.sshUser,
        privateKey: args.privateKey,
        hostKey: args.hostKey,
        perDialTimeout: 30,
        dialErrorLimit: 20,
      },
      create: SCRIPT,
      update: SCRIPT,
      stdin: pulumi.secret(
        pulumi.jsonStringify({
          files: args.files,
          dataVolumeSize: args.dataVolumeSize,
          adminUser: args.adminUser,
          adminPassword: args.adminPassword,
          timeout: args.timeout,
        }),
      ),
      triggers: [args.serverId],
      logging: "stderr",
      addPreviousOutputInEnv: false,
    },
    { ...opts, customTimeouts: { create: limit, update: limit } },
  );
  return pulumi.unsecret(apply.stdout).apply((stdout) => JSON.parse(stdout) as HubReport);
}
