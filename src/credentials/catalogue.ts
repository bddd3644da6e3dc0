import type { Interface } from "./resolved";

/** A service of the cloud's catalogue, as Keystone lists it with a token. */
export interface CatalogueService {
  readonly type: string;
  readonly endpoints: readonly { readonly interface: string; readonly region: string; readonly url: string }[];
}

/** What this program asks, with the types under which clouds list it; the first is the one that the provider looks for. */
export const SERVICE_TYPES = {
  compute: ["compute"],
  network: ["network"],
  image: ["image"],
  volume: ["volumev3", "block-storage", "block-store", "volume", "volumev2"],
  dns: ["dns"],
} as const;

export type ServiceName = keyof typeof SERVICE_TYPES;

/** Where a service is found. */
export interface FoundService {
  readonly type: string;
  /** Without a trailing slash. */
  readonly url: string;
}

/** The service's address in this region, by the first of its types that has one. */
export function findService(
  catalogue: readonly CatalogueService[],
  name: ServiceName,
  region: string | undefined,
  side: Interface,
): FoundService | undefined {
  for (const type of SERVICE_TYPES[name]) {
    const endpoint = catalogue
      .filter((service) => service.type === type)
      .flatMap(({ endpoints }) => endpoints)
      .find((candidate) => candidate.interface === side && (region === undefined || candidate.region === region));
    if (endpoint !== undefined) {
      return { type, url: endpoint.url.replace(/\/+$/, "") };
    }
  }
  return undefined;
}

/** The regions that the catalogue knows. */
export function regionsOf(catalogue: readonly CatalogueService[]): string[] {
  return [...new Set(catalogue.flatMap(({ endpoints }) => endpoints.map(({ region }) => region)))].sort();
}
