import { findService, regionsOf, type ServiceName } from "../credentials/catalogue";
import type { Session } from "../credentials/session";

export type Json = Readonly<Record<string, unknown>>;

/** A thing in the cloud, as its API lists it. */
export type Listed = Json & { readonly id: string; readonly name: string };

/** The part of each service's address that catalogues give or leave out. */
const VERSIONS: Readonly<Record<ServiceName, string>> = {
  compute: "v2.1",
  network: "v2.0",
  image: "v2",
  volume: "v3",
  dns: "v2",
};

/** What the look-ups ask the cloud. The same question is asked once. */
export class CloudApi {
  private readonly asked = new Map<string, Promise<Json>>();

  constructor(readonly session: Session) {}

  get region(): string | undefined {
    return this.session.cloud.region;
  }

  get regions(): string[] {
    return regionsOf(this.session.catalogue);
  }

  /** The service's type and address with its version; undefined where the region's catalogue lists none. */
  service(name: ServiceName): { readonly type: string; readonly url: string } | undefined {
    const { catalogue, cloud } = this.session;
    const found = findService(catalogue, name, cloud.region, cloud.interface);
    const override = found && cloud.endpointOverrides[found.type];
    const url = override?.replace(/\/+$/, "") ?? found?.url;
    if (found === undefined || url === undefined) {
      return undefined;
    }
    return {
      type: found.type,
      url: /\/v\d[^/]*(\/[^/]+)?$/.test(new URL(url).pathname) ? url : `${url}/${VERSIONS[name]}`,
    };
  }

  /**
   * The body of a GET.
   *
   * @throws Error, for the user, when the service is missing or does not answer with success
   */
  async get(name: ServiceName, path: string): Promise<Json> {
    const service = this.service(name);
    if (service === undefined) {
      throw new Error(`the cloud's catalogue has no service "${name}"`);
    }
    const url = service.url + path;
    const before = this.asked.get(url);
    const answer = before ?? this.fetch(url);
    this.asked.set(url, answer);
    return answer;
  }

  /** Everything of a list, page by page. */
  async list(name: ServiceName, path: string, key: string): Promise<Listed[]> {
    const found: Listed[] = [];
    let next: string | undefined = path;
    while (next !== undefined) {
      const body: Json = await this.get(name, next);
      found.push(...((body[key] ?? []) as Listed[]));
      next = nextPage(body, key, path);
    }
    return found;
  }

  private async fetch(url: string): Promise<Json> {
    const { client, token } = this.session;
    const { status, body } = await client.ask("GET", url, { token });
    if (status !== 200) {
      throw new Error(`${url} answers ${String(status)}`);
    }
    return body as Json;
  }
}

/** Glance has `next`, the others have links with rel "next"; of both only the query counts. */
function nextPage(body: Json, key: string, path: string): string | undefined {
  const links = body[`${key}_links`] as readonly { rel: string; href: string }[] | undefined;
  const next = (body.next as string | undefined) ?? links?.find(({ rel }) => rel === "next")?.href;
  const query = next?.split("?")[1];
  return query === undefined ? undefined : `${path.split("?")[0] ?? ""}?${query}`;
}
