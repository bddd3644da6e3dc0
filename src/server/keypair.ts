import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { ServerSettings } from "../settings/settings";

export interface HubKeypair {
  readonly name: pulumi.Output<string>;
  /** Secret; undefined where the key is the user's and in an SSH agent. */
  readonly privateKey: pulumi.Output<string> | undefined;
}

/** The user's public key, or a pair that Nova makes and whose private half is a secret of the stack. */
export function hubKeypair(
  name: string,
  physicalName: string,
  settings: ServerSettings,
  opts: pulumi.CustomResourceOptions,
): HubKeypair {
  const keypair = new openstack.compute.Keypair(
    name,
    { name: physicalName, publicKey: settings.sshPublicKey },
    // Nova refuses a second key pair of the same name.
    { ...opts, additionalSecretOutputs: ["privateKey"], deleteBeforeReplace: true },
  );
  if (settings.sshPublicKey === undefined) {
    return { name: keypair.name, privateKey: keypair.privateKey };
  }
  return {
    name: keypair.name,
    privateKey: settings.sshPrivateKey === undefined ? undefined : pulumi.secret(settings.sshPrivateKey),
  };
}
