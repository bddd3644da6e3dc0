import { readCloud } from "../../src/credentials/cloudsFile";
import { openSession, type Session } from "../../src/credentials/session";

type Json = Record<string, unknown>;

/** A thing in the cloud, as its API lists it. */
export type Listed = Json & { readonly id: string; readonly name: string };

const TYPES = { compute: "compute", network: "network", volume: "volumev3" } as const;
export type Service = keyof typeof TYPES;

/** Everything of a project, by type. */
export type Inventory = Record<string, string[]>;

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

/** The sandbox's APIs, spoken to directly: what the tests check must not come from the code under test. */
export class Cloud {
  private constructor(private readonly session: Session) {}

  /** @param entry of the sandbox's clouds.yaml: "sandbox" is the ordinary user */
  static async open(entry = "sandbox"): Promise<Cloud> {
    return new Cloud(await openSession(readCloud(entry)));
  }

  async call(service: Service, method: string, path: string, body?: Json): Promise<{ status: number; body: Json }> {
    const base = this.session.endpoint(TYPES[service]);
    const response = await fetch(`${base}${service === "network" ? "/v2.0" : ""}${path}`, {
      method,
      headers: { "X-Auth-Token": this.session.token, "Content-Type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text.startsWith("{") ? JSON.parse(text) : {}) as Json };
  }

  async list(service: Service, path: string): Promise<Listed[]> {
    const { status, body } = await this.call(service, "GET", path);
    if (status !== 200) {
      throw new Error(`GET ${path} answered ${String(status)}`);
    }
    return (Object.values(body).find(Array.isArray) ?? []) as Listed[];
  }

  async one(service: Service, path: string): Promise<Json> {
    const { status, body } = await this.call(service, "GET", path);
    if (status !== 200) {
      throw new Error(`GET ${path} answered ${String(status)}`);
    }
    return Object.values(body)[0] as Json;
  }

  /** Everything of the project, by type: what was there before a test and what it leaves behind. */
  async everything(): Promise<Inventory> {
    const ids = (items: Listed[]) => items.map(({ id, name }) => `${name || "-"} ${id}`).sort();
    const keypairs = (await this.list("compute", "/os-keypairs")) as unknown as { keypair: { name: string } }[];
    return {
      servers: ids(await this.list("compute", "/servers")),
      keypairs: keypairs.map(({ keypair }) => keypair.name).sort(),
      networks: ids(
        (await this.list("network", "/networks")).filter((network) => network["router:external"] === false),
      ),
      subnets: ids((await this.list("network", "/subnets")).filter(({ name }) => name !== "external")),
      routers: ids(await this.list("network", "/routers")),
      ports: ids(await this.list("network", "/ports")),
      floatingIps: ids(await this.list("network", "/floatingips")),
      securityGroups: ids((await this.list("network", "/security-groups")).filter(({ name }) => name !== "default")),
      volumes: ids(await this.list("volume", "/volumes")),
      snapshots: ids(await this.list("volume", "/snapshots")),
    };
  }
}
