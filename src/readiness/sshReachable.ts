import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { Task } from "./awaitSsh/task";

/** Each field as in Task, known or not yet. */
export type SshReachableArgs = { readonly [Field in keyof Task]: pulumi.Input<Task[Field]> };

/**
 * Waits until the server lets us in by SSH; when it does not, the error carries the server's console log.
 *
 * @returns the server's host key, "ssh-ed25519 AAAA…"
 */
export function sshReachable(
  name: string,
  args: SshReachableArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const wait = new command.local.Command(
    `${name}-ssh`,
    {
      interpreter: ["node", "--import", "tsx"],
      create: "src/readiness/awaitSsh/main.ts",
      // The task holds the private key: standard input shows up in no process list.
      stdin: pulumi.secret(pulumi.output(args).apply((task) => JSON.stringify(task))),
      triggers: [args.serverId, pulumi.output(args.target).apply(({ host }) => host)],
      logging: "stderr",
      addPreviousOutputInEnv: false,
    },
    // A longer wait, or another cloud name for the same server, is no reason to wait again.
    { ...opts, ignoreChanges: ["stdin"] },
  );
  return pulumi.unsecret(wait.stdout);
}
