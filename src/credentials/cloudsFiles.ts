import type { Problems } from "../settings/problems";
import { DocumentFile } from "./documentFile";
import type { Surroundings } from "./surroundings";
import { isMapping, type Mapping } from "./values";

/** clouds.yaml with secure.yaml merged over it. */
export interface CloudsFiles {
  /** Entries by name. */
  readonly clouds: ReadonlyMap<string, Mapping>;
  /** What was read, the one with the secrets last. */
  readonly files: readonly DocumentFile[];
  /** Where a key of an entry stands, "file:line". */
  where(cloud: string, ...keys: string[]): string;
}

/** Reads both; what is wrong with them goes to `problems`. */
export function readCloudsFiles(surroundings: Surroundings, problems: Problems): CloudsFiles {
  const files = (["clouds", "secure"] as const)
    .map((kind) => DocumentFile.find(kind, surroundings, problems))
    .filter((file) => file !== undefined);
  const merged: Mapping = files.map((file) => cloudsOf(file, problems)).reduce(mergeDeep, {});
  return {
    clouds: new Map(Object.entries(merged).map(([name, entry]) => [name, isMapping(entry) ? entry : {}])),
    files,
    where(cloud, ...keys) {
      const keysOfIt = ["clouds", cloud, ...keys];
      const places = files.map((file) => file.where(...keysOfIt));
      const named = files.findLast((file) => hasKeys(file.data, keysOfIt));
      return named?.where(...keysOfIt) ?? places[0] ?? "the environment";
    },
  };
}

/** Merges mappings at every depth; anything else of the second replaces what the first has. */
export function mergeDeep(first: Mapping, second: Mapping): Mapping {
  const result: Record<string, unknown> = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const old = result[key];
    result[key] = isMapping(value) && isMapping(old) ? mergeDeep(old, value) : value;
  }
  return result;
}

function cloudsOf(file: DocumentFile, problems: Problems): Mapping {
  const { clouds } = file.data;
  if (!isMapping(clouds)) {
    const keys = Object.keys(file.data);
    problems.add(
      `${file.path} has no mapping "clouds". ` +
        (keys.length === 0 ? "It is empty. " : `It has: ${keys.join(", ")}. `) +
        "Put the entries below the key clouds, as a dashboard's download has them.",
    );
    return {};
  }
  for (const [name, entry] of Object.entries(clouds)) {
    if (!isMapping(entry)) {
      problems.add(`${file.where("clouds", name)}: the entry "${name}" is no mapping. Expected: keys such as auth.`);
    }
  }
  return clouds;
}

function hasKeys(data: unknown, keys: readonly string[]): boolean {
  let value = data;
  for (const key of keys) {
    if (!isMapping(value) || !(key in value)) {
      return false;
    }
    value = value[key];
  }
  return true;
}
