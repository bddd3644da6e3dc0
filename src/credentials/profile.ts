import type { Problems } from "../settings/problems";
import { DocumentFile } from "./documentFile";
import type { Surroundings } from "./surroundings";
import { GONE, VENDORS } from "./vendors";
import { isMapping, type Mapping } from "./values";

const TIMEOUT = 10_000;

export interface Profile {
  readonly values: Mapping;
  /** Where it comes from; for people. */
  readonly source: string;
}

/**
 * The profile that an entry names: in clouds-public.yaml, else built in, else published by the cloud itself at
 * `/.well-known/openstack/api` of an address. What is wrong goes to `problems`.
 *
 * @param where the place of the key, for messages
 */
export async function findProfile(
  name: string,
  where: string,
  surroundings: Surroundings,
  problems: Problems,
): Promise<Profile | undefined> {
  const file = DocumentFile.find("clouds-public", surroundings, problems);
  const own = isMapping(file?.data["public-clouds"]) ? file.data["public-clouds"] : {};
  const listed = own[name];
  if (file !== undefined && isMapping(listed)) {
    return { values: listed, source: `${file.path} (profile ${name})` };
  }
  if (/^https?:\/\//.test(name)) {
    return published(name, where, problems);
  }
  const gone = GONE[name];
  if (gone !== undefined) {
    problems.add(`${where}: the profile "${name}" is of no use: ${gone}.`);
    return undefined;
  }
  const vendor = VENDORS[name];
  if (vendor === undefined) {
    const choices = [...Object.keys(own), ...Object.keys(VENDORS)].sort().join(", ");
    problems.add(
      `${where}: there is no profile "${name}". There are: ${choices}, those of a clouds-public.yaml, and addresses ` +
        "such as https://cloud.example.org. Correct the key, or remove it and give auth_url yourself.",
    );
    return undefined;
  }
  if (typeof vendor.profile === "string") {
    return published(vendor.profile, where, problems);
  }
  return { values: vendor, source: `profile ${name}, built in` };
}

async function published(address: string, where: string, problems: Problems): Promise<Profile | undefined> {
  const url = new URL("/.well-known/openstack/api", address).href;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT) });
    if (!response.ok) {
      throw new Error(`it answered ${String(response.status)}`);
    }
    const body: unknown = await response.json();
    if (!isMapping(body) || !isMapping(body.profile)) {
      throw new Error('its answer has no mapping "profile"');
    }
    return { values: body.profile, source: url };
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { message?: string } };
    problems.add(
      `${where}: the cloud's profile at ${url} cannot be had: ${cause?.message ?? message}. ` +
        "Try again, or remove the key and give auth_url and region_name yourself.",
    );
    return undefined;
  }
}
