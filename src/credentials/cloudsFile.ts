import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";

/** The part of a cloud's entry in clouds.yaml that this program reads itself; the provider reads the whole of it. */
export interface CloudEntry {
  readonly auth: Readonly<Record<string, string | undefined>>;
  readonly region_name?: string;
  /** Path of a PEM file. */
  readonly cacert?: string;
  readonly verify?: boolean;
}

/** Where the provider looks for clouds.yaml, in its order. */
export function cloudsFilePaths(environment: Readonly<Record<string, string | undefined>>, cwd: string): string[] {
  const named = environment.OS_CLIENT_CONFIG_FILE;
  const folders = [cwd, join(homedir(), ".config/openstack"), "/etc/openstack"];
  return [
    ...(named === undefined || named === "" ? [] : [resolve(cwd, named)]),
    ...["yaml", "yml"].flatMap((extension) => folders.map((folder) => join(folder, `clouds.${extension}`))),
  ];
}

/**
 * Reads the entry of one cloud.
 *
 * @param cloud its name, as in the setting `cloud`
 * @throws Error, for the user, when there is no file, the file cannot be read, or the cloud is not in it
 */
export function readCloud(
  cloud: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  cwd: string = process.cwd(),
): CloudEntry {
  const paths = cloudsFilePaths(environment, cwd);
  const path = paths.find((candidate) => existsSync(candidate));
  if (path === undefined) {
    throw new Error(
      `There is no clouds.yaml. Looked for: ${paths.join(", ")}. ` +
        "The cloud's dashboard offers it on its page API Access; the password has to be added by hand.",
    );
  }
  const clouds = parseClouds(path);
  const entry = clouds[cloud];
  if (entry === undefined) {
    throw new Error(
      `${path} has no cloud "${cloud}". It has: ${Object.keys(clouds).join(", ") || "none"}. ` +
        "Choose one with: pulumi config set cloud NAME",
    );
  }
  return { ...entry, auth: { ...entry.auth } };
}

function parseClouds(path: string): Record<string, CloudEntry | undefined> {
  try {
    const document = parse(readFileSync(path, "utf8")) as { clouds?: Record<string, CloudEntry> } | null;
    return document?.clouds ?? {};
  } catch (error) {
    throw new Error(`${path} cannot be read as YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}
