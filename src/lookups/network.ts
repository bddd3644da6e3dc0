import * as openstack from "@pulumi/openstack";
import type * as pulumi from "@pulumi/pulumi";
import type { Problems } from "../settings/problems";
import type { NetworkSettings } from "../settings/settings";
import { isId, lookUp } from "./lookUp";

/** What the cloud has of the networks that the settings name. */
export interface NetworkLookups {
  /** The existing network to stand on; undefined: one is made. */
  readonly networkId?: string;
  readonly externalNetworkId?: string;
  readonly externalNetworkName?: string;
}

/** Looks up what the settings need and nothing else; what is missing goes to `problems`. */
export async function lookUpNetworks(
  settings: NetworkSettings,
  problems: Problems,
  opts: pulumi.InvokeOptions,
): Promise<NetworkLookups> {
  const needsExternal = settings.existing === undefined || settings.address.kind === "floating";
  const [network, external] = await Promise.all([
    settings.existing === undefined ? undefined : existingNetwork(settings.existing, problems, opts),
    needsExternal ? externalNetwork(settings.external, problems, opts) : undefined,
    settings.address.kind === "owned" ? ownedAddress(settings.address.ip, problems, opts) : undefined,
  ]);
  return { networkId: network?.id, externalNetworkId: external?.id, externalNetworkName: external?.name };
}

function existingNetwork(nameOrId: string, problems: Problems, opts: pulumi.InvokeOptions) {
  return lookUp(
    problems,
    `network "${nameOrId}" (setting network)`,
    "`openstack network list` names them; remove the setting to have a network made.",
    openstack.networking.getNetwork(isId(nameOrId) ? { networkId: nameOrId } : { name: nameOrId }, opts),
  );
}

function externalNetwork(nameOrId: string | undefined, problems: Problems, opts: pulumi.InvokeOptions) {
  const query = nameOrId === undefined ? {} : isId(nameOrId) ? { networkId: nameOrId } : { name: nameOrId };
  return lookUp(
    problems,
    nameOrId === undefined
      ? "external network (setting externalNetwork is not set)"
      : `external network "${nameOrId}" (setting externalNetwork)`,
    "`openstack network list --external` names them.",
    openstack.networking.getNetwork({ ...query, external: true }, opts),
  );
}

function ownedAddress(address: string, problems: Problems, opts: pulumi.InvokeOptions) {
  return lookUp(
    problems,
    `floating IP ${address} (setting address)`,
    "`openstack floating ip list` names those of the project.",
    openstack.networking.getFloatingIp({ address }, opts),
  );
}
