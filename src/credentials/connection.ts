import { accessSync, constants } from "node:fs";
import { join, resolve } from "node:path";
import type { Problems } from "../settings/problems";
import type { Interface, ResolvedCloud, Tls } from "./resolved";
import type { Surroundings } from "./surroundings";
import { isGiven, isMapping, shown, type Mapping } from "./values";

export interface ConnectionContext {
  readonly where: (...keys: string[]) => string;
  readonly surroundings: Surroundings;
}

/** How the cloud's services are reached: what stands beside `auth`. */
export function readConnection(
  values: Mapping,
  context: ConnectionContext,
  problems: Problems,
): Pick<ResolvedCloud, "region" | "interface" | "tls" | "endpointOverrides" | "externalNetwork"> {
  const region = typeof values.region_name === "string" && values.region_name !== "" ? values.region_name : undefined;
  return {
    region,
    interface: readInterface(values, context, problems),
    tls: readTls(values, context, problems),
    endpointOverrides: readOverrides(values, region),
    externalNetwork: readExternalNetwork(values),
  };
}

function readInterface(values: Mapping, { where }: ConnectionContext, problems: Problems): Interface {
  const given: unknown = values.interface ?? values.endpoint_type ?? "public";
  const first: unknown = Array.isArray(given) ? given[0] : given;
  const name = shown(first).replace(/URL$/, "");
  if (name !== "public" && name !== "internal" && name !== "admin") {
    const key = values.interface === undefined ? "endpoint_type" : "interface";
    problems.add(`${where(key)}: ${key} is "${shown(first)}". Allowed: public, internal, admin.`);
    return "public";
  }
  return name;
}

function readTls(values: Mapping, context: ConnectionContext, problems: Problems): Tls {
  const insecure = readBoolean("insecure", false);
  const verify = readBoolean("verify", true) && !insecure;
  const cacert = verify ? readPath("cacert") : undefined;
  const cert = readPath("cert");
  // A file may hold both.
  return { verify, cacert, cert, key: readPath("key") ?? cert };

  function readBoolean(key: string, otherwise: boolean): boolean {
    const value = values[key] ?? otherwise;
    if (typeof value === "boolean") {
      return value;
    }
    // From an RC file.
    const text = shown(value).toLowerCase();
    if (text !== "true" && text !== "false") {
      problems.add(`${context.where(key)}: ${key} is "${shown(value)}". Allowed: true, false.`);
    }
    return text === "true";
  }

  function readPath(key: string): string | undefined {
    const value = values[key];
    if (!isGiven(value)) {
      return undefined;
    }
    const { cwd, home } = context.surroundings;
    const path = resolve(
      cwd,
      shown(value).replace(/^~(?=[/\\]|$)/, () => join(home)),
    );
    try {
      accessSync(path, constants.R_OK);
    } catch (error) {
      problems.add(
        `${context.where(key)}: ${key} names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code ?? ""}). ` +
          "Give the path of a PEM file, or remove the key.",
      );
    }
    return path;
  }
}

// Names of services in keys of an entry: the catalogue's type, under which the provider looks for them.
const SERVICES: Readonly<Record<string, string>> = {
  block_storage: "volumev3",
  compute: "compute",
  dns: "dns",
  identity: "identity",
  image: "image",
  network: "network",
  volume: "volumev3",
  volumev3: "volumev3",
};

function readOverrides(values: Mapping, region: string | undefined): Record<string, string> {
  const overrides: Record<string, string> = {};
  for (const [service, type] of Object.entries(SERVICES)) {
    const value = values[`${service}_endpoint_override`] ?? values[`${service}_endpoint`];
    if (typeof value === "string" && value !== "") {
      overrides[type] = value.replaceAll("{region_name}", region ?? "");
    }
  }
  return overrides;
}

function readExternalNetwork(values: Mapping): string | undefined {
  const networks = Array.isArray(values.networks) ? values.networks.filter(isMapping) : [];
  const outside = networks.find(({ routes_externally: routes }) => routes === true || routes === "true");
  const name = outside?.name ?? values.external_network;
  return typeof name === "string" ? name : undefined;
}
