import { existsSync } from "node:fs";
import type { CloudsFiles } from "./cloudsFiles";
import type { Auth, AuthType } from "./resolved";
import { providerSearchPaths, searchPaths } from "./searchPaths";
import type { Surroundings } from "./surroundings";
import { isMapping, type Mapping } from "./values";

export interface PassingQuestion {
  readonly name: string;
  readonly entry: Mapping;
  readonly authType: AuthType;
  readonly auth: Auth;
  readonly files: CloudsFiles;
  readonly surroundings: Surroundings;
}

/**
 * Why the provider would not read the very same from the entry; undefined where it would.
 *
 * It knows fewer places, no profiles but those of clouds-public.yaml, and nothing of the older spellings of keys.
 */
export function whyNotByName(question: PassingQuestion): string | undefined {
  const { name, entry, files, surroundings } = question;
  if (!files.clouds.has(name)) {
    return "it comes from the environment";
  }
  for (const kind of ["clouds", "secure"] as const) {
    const ours = searchPaths(kind, surroundings).find((path) => existsSync(path));
    const theirs = providerSearchPaths(kind, surroundings).find((path) => existsSync(path));
    if (ours !== theirs) {
      return `the provider ${theirs === undefined ? "does not look for" : "would read another file than"} ${ours ?? kind}`;
    }
  }
  if ("profile" in entry || "cloud" in entry) {
    return "the entry names a profile";
  }
  if (entry.identity_api_version !== undefined && entry.identity_api_version !== "3") {
    return "the provider takes only 3 as identity_api_version";
  }
  const unreadable = [...files.clouds].find(([, other]) => !providerReads(other));
  if (unreadable !== undefined) {
    return `the provider cannot read the entry "${unreadable[0]}" of the same file`;
  }
  return sameAuth(question) ? undefined : "the provider would read other credentials from the entry";
}

function sameAuth({ entry, authType, auth, surroundings }: PassingQuestion): boolean {
  const theirs = isMapping(entry.auth) ? entry.auth : {};
  // The provider completes an entry without a password from the same variable.
  const completed = theirs.password === undefined && surroundings.environment.OS_PASSWORD === auth.password;
  const ours = Object.entries(auth).filter(([key]) => key !== "password" || !completed);
  // A project or domain that we leave out would be added; an application credential brings its own.
  const scope =
    authType === "v3applicationcredential" ? [] : ["project_id", "project_name", "domain_id", "domain_name"];
  return (
    ours.every(([key, value]) => theirs[key] === value) &&
    [...scope, "user_id"].every(
      (key) => theirs[key] === undefined || theirs[key] === ours.find(([one]) => one === key)?.[1],
    )
  );
}

const TEXTS = [
  "auth_type",
  "region_name",
  "endpoint_type",
  "interface",
  "identity_api_version",
  "volume_api_version",
  "cacert",
  "cert",
  "key",
];

/** Whether an entry has the types that the provider's YAML decoder insists on; one that has not fails the whole file. */
function providerReads(entry: Mapping): boolean {
  const isText = (value: unknown) => value === undefined || value === null || typeof value === "string";
  return (
    TEXTS.every((key) => isText(entry[key])) &&
    (entry.verify === undefined || typeof entry.verify === "boolean") &&
    (entry.regions === undefined || Array.isArray(entry.regions)) &&
    (entry.auth === undefined ||
      entry.auth === null ||
      (isMapping(entry.auth) && Object.values(entry.auth).every(isText)))
  );
}
