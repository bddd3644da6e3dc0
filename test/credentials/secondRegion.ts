import type { Cloud } from "../support/cloud";

interface Endpoint {
  readonly service_id: string;
  readonly interface: string;
  readonly url: string;
  readonly region_id: string;
}

/** Lists all services of the sandbox under RegionTwo as well, until it is removed. */
export async function secondRegion(admin: Cloud): Promise<{ remove: () => Promise<void> }> {
  const first = (await admin.list("identity", "/endpoints")) as unknown as Endpoint[];
  await admin.must("identity", "POST", "/regions", { region: { id: "RegionTwo" } });
  const made: string[] = [];
  for (const { service_id, interface: side, url } of first.filter(({ region_id: id }) => id === "RegionOne")) {
    const { endpoint } = await admin.must<{ endpoint: { id: string } }>("identity", "POST", "/endpoints", {
      endpoint: { service_id, interface: side, url, region_id: "RegionTwo" },
    });
    made.push(endpoint.id);
  }
  return {
    async remove() {
      for (const id of made) {
        await admin.must("identity", "DELETE", `/endpoints/${id}`);
      }
      await admin.must("identity", "DELETE", "/regions/RegionTwo");
    },
  };
}
