import type { NetworkSettings } from "../settings/settings";
import type { CloudApi, Listed } from "./cloudApi";
import { findOne, suggestion } from "./find";
import type { Findings } from "./findings";
import type { OwnResources } from "./own";

/** What the cloud has of the networks that the settings name. */
export interface NetworkLookups {
  /** The existing network to stand on; undefined: one is made. */
  readonly networkId?: string;
  readonly externalNetworkId?: string;
  readonly externalNetworkName?: string;
  /** Kinds of addresses by which people reach the server, 4 first. */
  readonly ipVersions: readonly (4 | 6)[];
}

/** Looks up what the settings need and nothing else. */
export async function lookUpNetworks(
  settings: NetworkSettings,
  api: CloudApi,
  own: OwnResources,
  findings: Findings,
): Promise<NetworkLookups> {
  const networks = await findings.look("networks", () => api.list("network", "/networks", "networks"));
  if (networks === undefined) {
    return { ipVersions: [4] };
  }
  const needsExternal = settings.existing === undefined || settings.address.kind === "floating";
  const external = needsExternal ? externalNetwork(settings.external, networks, api, findings) : undefined;
  const existing = settings.existing === undefined ? undefined : existingNetwork(settings.existing, networks, findings);
  if (settings.address.kind === "owned") {
    await ownedAddress(settings.address.ip, api, own, findings);
  }
  return {
    networkId: existing?.id,
    externalNetworkId: external?.id,
    externalNetworkName: external?.name,
    ipVersions:
      settings.address.kind === "direct" && existing !== undefined ? await ipVersions(existing, api, findings) : [4],
  };
}

/** A port gets an address of each kind of subnet that its network has. */
async function ipVersions(network: Listed, api: CloudApi, findings: Findings): Promise<readonly (4 | 6)[]> {
  const subnets = await findings.look("subnets", () =>
    api.list("network", `/subnets?network_id=${network.id}`, "subnets"),
  );
  return ([4, 6] as const).filter((version) => subnets?.some((subnet) => subnet.ip_version === version));
}

function existingNetwork(nameOrId: string, networks: readonly Listed[], { problems }: Findings): Listed | undefined {
  const network = findOne(
    { nameOrId, kind: "network", setting: "network", otherwise: "Remove the setting to have a network made." },
    networks,
    problems,
  );
  if (network !== undefined && (network.subnets as readonly string[]).length === 0) {
    problems.add(`Network "${nameOrId}" (setting network) has no subnet, so a server would get no address in it.`);
  }
  return network;
}

function externalNetwork(
  wanted: string | undefined,
  networks: readonly Listed[],
  api: CloudApi,
  { problems }: Findings,
): Listed | undefined {
  const external = networks.filter((network) => network["router:external"] === true);
  const named = wanted ?? api.session.cloud.externalNetwork;
  if (named !== undefined) {
    const setting = wanted === undefined ? "externalNetwork, from the entry's networks" : "externalNetwork";
    return findOne({ nameOrId: named, kind: "external network", setting }, external, problems);
  }
  const [only, ...others] = external;
  if (only !== undefined && others.length === 0) {
    return only;
  }
  problems.add(
    only === undefined
      ? "This cloud has no external network, where floating IPs come from. Stand directly on one of its networks: " +
          `pulumi config set network NAME; pulumi config set address direct. ${suggestion("", networks)}`
      : `This cloud has several external networks. Choose one with: pulumi config set externalNetwork NAME. ${suggestion("", external)}`,
  );
  return undefined;
}

async function ownedAddress(ip: string, api: CloudApi, own: OwnResources, findings: Findings): Promise<void> {
  const floating = await findings.look("floating IPs", () => api.list("network", "/floatingips", "floatingips"));
  const found = floating?.find((candidate) => candidate.floating_ip_address === ip);
  const { problems } = findings;
  if (floating !== undefined && found === undefined) {
    const names = floating.map((candidate) => ({ name: String(candidate.floating_ip_address) }));
    problems.add(`There is no floating IP ${ip} (setting address) in the project. ${suggestion(ip, names)}`);
  }
  const port = found?.port_id;
  if (typeof port === "string" && !own.has(port)) {
    problems.add(
      `Floating IP ${ip} (setting address) leads to another server, port ${port}. Free it with: openstack floating ip unset --port ${ip}`,
    );
  }
}
