import { userInfo } from "node:os";
import * as pulumi from "@pulumi/pulumi";
import type { ServerSettings } from "../settings/settings";
import type { Target } from "./ssh/target";

/** The server as SSH finds it: directly, or through the stack's bastion. */
export function serverTarget(
  { sshUser, bastion }: ServerSettings,
  host: pulumi.Output<string>,
  privateKey: pulumi.Output<string> | undefined,
): pulumi.Output<Target> {
  return pulumi.all([host, privateKey]).apply(([address, key]) => ({
    host: address,
    port: 22,
    user: sshUser,
    privateKey: key,
    // As ssh does, where no user is named.
    bastion: bastion && { ...bastion, user: bastion.user ?? userInfo().username },
  }));
}
