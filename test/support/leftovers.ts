import type { Cloud, Listed, Service } from "./cloud";

/** Where things bear a stack's name, in the order in which they can go. */
const NAMED: readonly (readonly [Service, string])[] = [
  ["compute", "/servers"],
  ["network", "/routers"],
  ["network", "/ports"],
  ["network", "/networks"],
  ["network", "/security-groups"],
  ["volume", "/volumes"],
  ["image", "/images"],
];

/** Removes what a run of the same test has left in a project of the sandbox when it was killed. Floating IPs bear no name and stay. */
export async function removeLeftovers(stack: string, cloud: Cloud): Promise<void> {
  const name = `jupyterhub-${stack}`;
  for (const [service, path] of NAMED) {
    for (const { id } of await named(cloud, service, path, name)) {
      if (path === "/routers") {
        await removeInterfaces(cloud, id);
      }
      await cloud.must(service, "DELETE", `${path}/${id}`);
      await cloud.until(service, `${path}/${id}`, ({ status }) => status === 404);
    }
  }
  await cloud.ask("compute", "DELETE", `/os-keypairs/${name}`);
}

/** The cloud's list knows whole names only. */
async function named(cloud: Cloud, service: Service, path: string, name: string): Promise<Listed[]> {
  const names = path === "/volumes" ? [`${name}-data`, `${name}-backup`] : [name];
  return (await Promise.all(names.map((each) => cloud.list(service, `${path}?name=${each}`)))).flat();
}

async function removeInterfaces(cloud: Cloud, router: string): Promise<void> {
  for (const { id, device_owner } of await cloud.list("network", `/ports?device_id=${router}`)) {
    if (device_owner === "network:router_interface") {
      for (const floating of await cloud.list("network", `/floatingips?router_id=${router}`)) {
        await cloud.must("network", "DELETE", `/floatingips/${floating.id}`);
      }
      await cloud.must("network", "PUT", `/routers/${router}/remove_router_interface`, { port_id: id });
    }
  }
}
