import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { readSettings, type SettingsSource } from "../../src/settings/read";
import type { Settings } from "../../src/settings/settings";

const PROJECT = "jupyterhub-openstack";

interface Declaration {
  readonly type: string;
  readonly description: string;
  readonly default: unknown;
  readonly secret?: boolean;
}

export const DECLARED = (parse(readFileSync("Pulumi.yaml", "utf8")) as { config: Record<string, Declaration> }).config;

/** What a stack file must say at least. */
export const LEAST = {
  flavor: "m1.large",
  image: "debian-12",
  sshCidrs: ["192.0.2.0/24"],
  adminPassword: "correct horse battery",
};

/** The settings as Pulumi would hand them over: the defaults of Pulumi.yaml below those of a stack file. */
export function sourceOf(stackFile: Record<string, unknown>, changes: Partial<SettingsSource> = {}): SettingsSource {
  const defaults = Object.fromEntries(Object.entries(DECLARED).map(([key, { default: value }]) => [key, value]));
  const config = Object.entries({ ...defaults, ...stackFile }).map(([key, value]) => [
    `${PROJECT}:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return {
    config: Object.fromEntries(config) as Record<string, string>,
    isSecret: () => true,
    declared: Object.keys(DECLARED),
    project: PROJECT,
    stack: "test",
    environment: {},
    ...changes,
  };
}

/** Settings of a stack file that says the least, and `changes`. */
export function settingsOf(changes: Record<string, unknown> = {}): Settings {
  return readSettings(sourceOf({ ...LEAST, ...changes }));
}

/** The one message that these settings are refused with. */
export function refusalOf(stackFile: Record<string, unknown>, changes: Partial<SettingsSource> = {}): string {
  try {
    readSettings(sourceOf(stackFile, changes));
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the settings were accepted");
}
