import type { Problems } from "../settings/problems";
import { isGiven, isMapping, type Mapping } from "./values";

/** An entry with profile and region merged in: keys with underscores, those of `auth` in their place. */
export interface Entry {
  readonly auth: Readonly<Record<string, unknown>>;
  readonly values: Mapping;
}

// Newest name last: it wins. A value outside `auth` beats the one inside, as it may come from an RC file.
const AUTH_ALIASES: Readonly<Record<string, readonly string[]>> = {
  domain_id: ["domain_id"],
  domain_name: ["domain_name"],
  user_domain_id: ["user_domain_id"],
  user_domain_name: ["user_domain_name"],
  project_domain_id: ["project_domain_id"],
  project_domain_name: ["project_domain_name"],
  token: ["auth_token", "token"],
  project_id: ["tenant_id", "project_id"],
  project_name: ["tenant_name", "project_name"],
};
// Here the value inside `auth` wins.
const AUTH_KEYS: Readonly<Record<string, readonly string[]>> = {
  auth_url: ["auth_url"],
  username: ["username", "user_name"],
  user_id: ["user_id"],
  password: ["password"],
  application_credential_id: ["application_credential_id"],
  application_credential_name: ["application_credential_name"],
  application_credential_secret: ["application_credential_secret"],
};

export interface EntryParts {
  readonly profile: Mapping;
  readonly entry: Mapping;
  /** The setting `region`. */
  readonly region: string | undefined;
  /** Where the entry stands, for messages. */
  readonly where: string;
}

/** Merges profile ← entry ← region; an unknown region goes to `problems`. */
export function mergeEntry(parts: EntryParts, problems: Problems): Entry {
  const profile = normalizeKeys(parts.profile);
  const entry = normalizeKeys(parts.entry);
  const region = chooseRegion({ ...parts, profile, entry }, problems);
  const merged = [entry, region?.values ?? {}].reduce(mergeAuth, profile);
  const values = region === undefined ? merged : { ...merged, region_name: region.name };
  return { auth: gatherAuth(values), values };
}

interface Region {
  readonly name: string;
  readonly values: Mapping;
}

function chooseRegion({ profile, entry, region, where }: EntryParts, problems: Problems): Region | undefined {
  const known = knownRegions(entry) ?? knownRegions(profile) ?? [];
  const found = region === undefined ? known[0] : known.find(({ name }) => name === region);
  if (region === undefined || found !== undefined) {
    return found;
  }
  if (known.length > 0) {
    problems.add(
      `${where}: there is no region "${region}" (setting region). There are: ${known.map(({ name }) => name).join(", ")}; ` +
        "capitals count. Choose one with: pulumi config set region NAME",
    );
  }
  return { name: region, values: {} };
}

function knownRegions(entry: Mapping): Region[] | undefined {
  const { regions, region_name: name } = entry;
  if (Array.isArray(regions)) {
    return regions.map((region: unknown) =>
      isMapping(region)
        ? { name: String(region.name), values: isMapping(region.values) ? normalizeKeys(region.values) : {} }
        : { name: String(region), values: {} },
    );
  }
  if (typeof name === "string" && name !== "") {
    return name.split(",").map((one) => ({ name: one, values: {} }));
  }
  return Array.isArray(name) ? name.map((one) => ({ name: String(one), values: {} })) : undefined;
}

/** Later values replace earlier ones, whole; only `auth` is merged key by key. */
function mergeAuth(first: Mapping, second: Mapping): Mapping {
  const auth = { ...(isMapping(first.auth) ? first.auth : {}), ...(isMapping(second.auth) ? second.auth : {}) };
  return { ...first, ...second, auth };
}

function normalizeKeys(mapping: Mapping): Mapping {
  return Object.fromEntries(
    Object.entries(mapping).map(([key, value]) => [
      key.replaceAll("-", "_"),
      isMapping(value) ? normalizeKeys(value) : value,
    ]),
  );
}

function gatherAuth(values: Mapping): Record<string, unknown> {
  const inside = isMapping(values.auth) ? values.auth : {};
  const auth: Record<string, unknown> = {};
  for (const [key, names] of Object.entries(AUTH_ALIASES)) {
    auth[key] = names.flatMap((name) => [inside[name], values[name]]).findLast(isGiven);
  }
  for (const [key, names] of Object.entries(AUTH_KEYS)) {
    auth[key] = [...names.map((name) => inside[name]), ...names.map((name) => values[name])].find(isGiven);
  }
  return fillDomains(auth, values);
}

/** One domain stands for both where the scope is a project; so does the client's default_domain. */
function fillDomains(auth: Record<string, unknown>, values: Mapping): Record<string, unknown> {
  const { domain_id: id, domain_name: name, ...rest } = auth;
  const fallback = values.default_domain_id ?? values.default_domain;
  for (const who of ["user", "project"]) {
    const [idKey, nameKey] = [`${who}_domain_id`, `${who}_domain_name`];
    rest[idKey] ??= id;
    rest[nameKey] ??= name;
    if (!isGiven(rest[idKey]) && !isGiven(rest[nameKey])) {
      rest[idKey] = fallback;
      rest[nameKey] = values.default_domain_name;
    }
  }
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => isGiven(value)));
}
