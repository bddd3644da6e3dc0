import type { Surroundings } from "./surroundings";
import type { Mapping } from "./values";

type Environment = Surroundings["environment"];

/** The name under which the environment of an RC file counts as a cloud. */
export function environmentCloudName(environment: Environment): string {
  return environment.OS_CLOUD_NAME ?? "envvars";
}

const SELECTORS = ["OS_CLOUD", "OS_REGION_NAME", "OS_CLIENT_CONFIG_FILE", "OS_CLIENT_SECURE_FILE", "OS_CLOUD_NAME"];

/**
 * The entry that the variables of an RC file make; undefined where none is in effect. An OS_PASSWORD alone is none: it
 * completes an entry of clouds.yaml.
 */
export function environmentCloud(environment: Environment): Mapping | undefined {
  const values = Object.entries(environment).filter(
    ([name, value]) =>
      name.startsWith("OS_") && value !== undefined && value !== "" && !/^OS_(TEST|STD|LOG)/.test(name),
  );
  const names = values.map(([name]) => name).filter((name) => !SELECTORS.includes(name));
  if (names.length === 0 || names.every((name) => name === "OS_PASSWORD")) {
    return undefined;
  }
  return Object.fromEntries(values.map(([name, value]) => [name.slice("OS_".length).toLowerCase(), value]));
}
