import { posix, win32 } from "node:path";
import type { Surroundings } from "./surroundings";

/** The files of the standard: who the clouds are, their secrets, and profiles that entries refer to. */
export type FileKind = "clouds" | "secure" | "clouds-public";

const NAMED_BY: Partial<Record<FileKind, string>> = {
  clouds: "OS_CLIENT_CONFIG_FILE",
  secure: "OS_CLIENT_SECURE_FILE",
};

/** All places where the openstack client looks for a file, in its order. The first that exists is the one that counts. */
export function searchPaths(kind: FileKind, surroundings: Surroundings): string[] {
  const path = pathOf(surroundings);
  const variable = NAMED_BY[kind];
  const named = variable === undefined ? undefined : surroundings.environment[variable];
  const found = folders(surroundings).flatMap((folder) =>
    ["yaml", "yml", "json"].map((extension) => path.join(folder, `${kind}.${extension}`)),
  );
  return [...new Set(named ? [path.resolve(surroundings.cwd, named), ...found] : found)];
}

/** The places where the provider looks, in its order: fewer than the openstack client's. */
export function providerSearchPaths(kind: FileKind, surroundings: Surroundings): string[] {
  const path = pathOf(surroundings);
  const { cwd, accountHome, environment } = surroundings;
  const named = kind === "clouds" ? environment.OS_CLIENT_CONFIG_FILE : undefined;
  const found = ["yaml", "yml"].flatMap((extension) =>
    [cwd, path.join(accountHome, ".config/openstack"), "/etc/openstack"].map((folder) =>
      path.join(folder, `${kind}.${extension}`),
    ),
  );
  return named ? [path.resolve(cwd, named), ...found] : found;
}

function folders(surroundings: Surroundings): string[] {
  const path = pathOf(surroundings);
  const { cwd, environment, home, platform } = surroundings;
  const unixHome = path.join(environment.SNAP_REAL_HOME ?? home, ".config", "openstack");
  const named = (variable: string) => list(environment[variable]).map((folder) => path.join(folder, "openstack"));
  switch (platform) {
    case "win32": {
      const local = environment.LOCALAPPDATA ?? path.join(home, "AppData", "Local");
      const site = environment.PROGRAMDATA ?? "C:\\ProgramData";
      return [cwd, path.join(local, "OpenStack", "openstack"), unixHome, path.join(site, "OpenStack", "openstack")];
    }
    case "darwin": {
      const user = named("XDG_CONFIG_HOME")[0] ?? path.join(home, "Library", "Application Support", "openstack");
      const site = or(named("XDG_CONFIG_DIRS"), "/Library/Application Support/openstack");
      return [cwd, user, unixHome, ...site, "/etc/openstack"];
    }
    default: {
      const user = named("XDG_CONFIG_HOME")[0] ?? path.join(home, ".config", "openstack");
      return [cwd, user, unixHome, ...or(named("XDG_CONFIG_DIRS"), "/etc/xdg/openstack"), "/etc/openstack"];
    }
  }
}

function pathOf({ platform }: Surroundings) {
  return platform === "win32" ? win32 : posix;
}

// The XDG specification: a relative folder is to be ignored.
function list(value: string | undefined): string[] {
  return (value ?? "").split(":").filter((folder) => posix.isAbsolute(folder));
}

function or(values: string[], otherwise: string): string[] {
  return values.length > 0 ? values : [otherwise];
}
