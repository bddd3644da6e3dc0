import { ingressRules } from "../network/rules";
import type { Settings } from "../settings/settings";
import type { CloudApi, Json } from "./cloudApi";
import type { Findings } from "./findings";
import type { OwnResources } from "./own";
import type { Flavor } from "./server";

/** One line of the quota's table. */
export interface QuotaLine {
  /** What the project may have; -1: no limit. */
  readonly limit: number;
  readonly used: number;
  /** What this stack will add to it. */
  readonly needed: number;
}

export type Quota = Readonly<Record<string, QuotaLine>>;

/** What is left of the project's quota, against what the stack still has to make. What does not fit is a problem. */
export async function checkQuota(
  settings: Settings,
  flavor: Flavor | undefined,
  api: CloudApi,
  own: OwnResources,
  findings: Findings,
): Promise<Quota> {
  const needs = needsOf(settings, flavor, own);
  const used = await Promise.all([
    findings.look("the compute quota", () => computeUse(api)),
    findings.look("the volume quota", () => volumeUse(api)),
    findings.look("the network quota", () => networkUse(api)),
  ]);
  const quota: Record<string, QuotaLine> = {};
  for (const [name, [limit, inUse]] of Object.entries(Object.assign({}, ...used) as Record<string, [number, number]>)) {
    quota[name] = { limit, used: inUse, needed: needs[name] ?? 0 };
  }
  for (const [name, { limit, used: inUse, needed }] of Object.entries(quota)) {
    if (limit >= 0 && needed > 0 && inUse + needed > limit) {
      findings.problems.add(
        `The project's quota does not allow it: ${name}: ${String(needed)} needed, ${String(Math.max(0, limit - inUse))} of ${String(limit)} left. ` +
          "Delete what nobody needs, make the stack smaller, or ask the cloud's people for more.",
      );
    }
  }
  return quota;
}

function needsOf(settings: Settings, flavor: Flavor | undefined, own: OwnResources): Record<string, number> {
  const { network, web, data, backup } = settings;
  const toMake = (type: string, wanted: number) => Math.max(0, wanted - own.count(type));
  const server = toMake("compute/instance:Instance", 1);
  const backupSize = backup?.repository === "volume" && backup.existing === undefined ? [backup.volumeSize] : [];
  const sizes = [...(data.existing === undefined ? [data.size] : []), ...backupSize];
  // The data volume is made first.
  const newVolumes = sizes.slice(own.count("blockstorage/volume:Volume"));
  const ownNetwork = network.existing === undefined ? 1 : 0;
  const made = toMake("networking/network:Network", ownNetwork);
  return {
    instances: server,
    cores: server * (flavor?.vcpus ?? 0),
    "RAM (MB)": server * (flavor?.ram ?? 0),
    volumes: newVolumes.length,
    gigabytes: newVolumes.reduce((sum, size) => sum + size, 0),
    "floating IPs": toMake("networking/floatingIp:FloatingIp", network.address.kind === "floating" ? 1 : 0),
    "security groups": toMake("networking/secGroup:SecGroup", 1),
    // Neutron gives a new group two of its own.
    "security group rules":
      toMake("networking/secGroupRule:SecGroupRule", ingressRules(network, web.tls).length) +
      2 * toMake("networking/secGroup:SecGroup", 1),
    networks: made,
    subnets: made,
    routers: made,
    // The server's, the router's, and that of DHCP.
    ports: toMake("networking/port:Port", 1) + 2 * made,
  };
}

type Use = Record<string, [limit: number, used: number]>;

async function computeUse(api: CloudApi): Promise<Use> {
  const limits = absolute(await api.get("compute", "/limits"));
  return {
    instances: [limits("maxTotalInstances"), limits("totalInstancesUsed")],
    cores: [limits("maxTotalCores"), limits("totalCoresUsed")],
    "RAM (MB)": [limits("maxTotalRAMSize"), limits("totalRAMUsed")],
  };
}

async function volumeUse(api: CloudApi): Promise<Use> {
  const limits = absolute(await api.get("volume", "/limits"));
  return {
    volumes: [limits("maxTotalVolumes"), limits("totalVolumesUsed")],
    gigabytes: [limits("maxTotalVolumeGigabytes"), limits("totalGigabytesUsed")],
  };
}

function absolute(body: Json): (name: string) => number {
  const { absolute: values } = body.limits as { absolute: Record<string, number> };
  return (name) => values[name] ?? -1;
}

const NETWORK_NAMES = {
  floatingip: "floating IPs",
  security_group: "security groups",
  security_group_rule: "security group rules",
  network: "networks",
  subnet: "subnets",
  router: "routers",
  port: "ports",
};

async function networkUse(api: CloudApi): Promise<Use> {
  const { quota } = (await api.get("network", `/quotas/${api.session.projectId}/details.json`)) as {
    quota: Record<string, { limit: number; used: number } | undefined>;
  };
  return Object.fromEntries(
    Object.entries(NETWORK_NAMES).map(([key, name]) => [name, [quota[key]?.limit ?? -1, quota[key]?.used ?? 0]]),
  );
}
