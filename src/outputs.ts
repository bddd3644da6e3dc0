import { isIPv6 } from "node:net";
import * as pulumi from "@pulumi/pulumi";
import type { HubReport } from "./readiness/hub";
import type { Target } from "./readiness/ssh/target";
import type { ServerSettings, Settings } from "./settings/settings";

export interface OutputSources {
  readonly settings: Settings;
  readonly address: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly dataVolumeId: pulumi.Output<string>;
  /** undefined where backups go elsewhere, or nowhere. */
  readonly backupVolumeId: pulumi.Output<string> | undefined;
  /** Secret; undefined where the key is the user's. */
  readonly privateKey: pulumi.Output<string> | undefined;
  /** With the server's host key; undefined, like `hub`, where nobody waited for the hub. */
  readonly sshTarget: pulumi.Output<Target> | undefined;
  readonly hub: pulumi.Output<HubReport> | undefined;
}

/** What `pulumi stack output` shows. */
export function stackOutputs(sources: OutputSources) {
  const { settings, address, url, dataVolumeId, backupVolumeId, privateKey, sshTarget, hub } = sources;
  const outputs = {
    url,
    address,
    callbackUrl:
      settings.authentication.authenticator === "native" ? undefined : pulumi.interpolate`${url}hub/oauth_callback`,
    adminUser: settings.users.adminUser,
    adminPassword: pulumi.secret(settings.users.adminPassword),
    sshCommand: pulumi.interpolate`ssh ${jump(settings.server)}${settings.server.sshUser}@${address}`,
    sshPrivateKey: privateKey,
    // What `npm run status`, `backup` and `restore` log in by; without a key where it is the user's own.
    sshTarget: sshTarget && pulumi.secret(sshTarget),
    dataVolumeId,
    dataVolumeOnDestroy:
      settings.data.keepOnDestroy || settings.data.existing !== undefined
        ? pulumi.interpolate`kept; a later stack takes it up with: pulumi config set dataVolumeId ${dataVolumeId}`
        : "deleted",
    backupVolumeId,
    caCertificate: settings.web.tls === "internal" ? hub?.caCertificate : undefined,
    hubVersion: hub?.hubVersion,
  };
  // Pulumi warns of each output that has no value.
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== undefined));
}

/** The option for the bastion; user and port only where the stack file names them. */
function jump({ bastion }: ServerSettings): string {
  if (bastion === undefined) {
    return "";
  }
  const host = isIPv6(bastion.host) ? `[${bastion.host}]` : bastion.host;
  const user = bastion.user === undefined ? "" : `${bastion.user}@`;
  return `-J ${user}${host}${bastion.port === 22 ? "" : `:${String(bastion.port)}`} `;
}
