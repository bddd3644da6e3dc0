import type { Cloud, Listed } from "./cloud";

/** Everything of a project, by type. */
export type Inventory = Record<string, string[]>;

/** Everything of the cloud's project: what was there before a test, and what it leaves behind. */
export async function everything(cloud: Cloud): Promise<Inventory> {
  const ids = (items: Listed[]) => items.map(({ id, name }) => `${name || "-"} ${id}`).sort();
  const keypairs = (await cloud.list("compute", "/os-keypairs")) as unknown as { keypair: { name: string } }[];
  return {
    servers: ids(await cloud.list("compute", "/servers")),
    keypairs: keypairs.map(({ keypair }) => keypair.name).sort(),
    networks: ids((await cloud.list("network", "/networks")).filter((network) => network["router:external"] === false)),
    subnets: ids((await cloud.list("network", "/subnets")).filter(({ name }) => name !== "external")),
    routers: ids(await cloud.list("network", "/routers")),
    ports: ids(await cloud.list("network", "/ports")),
    floatingIps: ids(await cloud.list("network", "/floatingips")),
    securityGroups: ids((await cloud.list("network", "/security-groups")).filter(({ name }) => name !== "default")),
    volumes: ids(await cloud.list("volume", "/volumes")),
    snapshots: ids(await cloud.list("volume", "/snapshots")),
  };
}

/** What is in the second inventory and was not in the first; types with nothing new are left out. */
export function leftBehind(before: Inventory, now: Inventory): Inventory {
  const added: Inventory = {};
  for (const [type, items] of Object.entries(now)) {
    const fresh = items.filter((item) => !before[type]?.includes(item));
    if (fresh.length > 0) {
      added[type] = fresh;
    }
  }
  return added;
}
