import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { readSettings, type SettingsSource } from "../../src/settings/read";
import { SETTINGS } from "../../src/settings/schema/schema";
import type { Settings } from "../../src/settings/settings";

const PROJECT = "jupyterhub-openstack";

const DECLARED = (parse(readFileSync("Pulumi.yaml", "utf8")) as { config: Record<string, { default: unknown }> })
  .config;

const SECRETS = SETTINGS.filter(({ secret }) => secret !== undefined).map(({ key }) => `${PROJECT}:${key}`);

/** What a stack file must say at least. */
export const LEAST = {
  flavor: "m1.large",
  image: "debian-12",
  sshCidrs: ["192.0.2.0/24"],
  adminPassword: "correct horse battery",
};

/** What a stack file must say at least for a provider of accounts. */
export const PROVIDED = {
  oidc: {
    authenticator: "oidc",
    oidcIssuer: "https://login.example.org",
    oidcClientId: "jupyterhub",
    oidcClientSecret: "hunter2-of-the-provider",
  },
  github: {
    authenticator: "github",
    githubClientId: "Ov23li",
    githubClientSecret: "hunter2-of-the-provider",
    githubOrganizations: ["my-lab"],
  },
  gitlab: {
    authenticator: "gitlab",
    gitlabClientId: "5f0c9a52",
    gitlabClientSecret: "hunter2-of-the-provider",
    gitlabGroups: ["my-lab"],
  },
  ldap: {
    authenticator: "ldap",
    ldapServer: "ldaps://ldap.example.org",
    ldapSearchBase: "ou=people,dc=example,dc=org",
    ldapBindDn: "cn=hub,dc=example,dc=org",
    ldapBindPassword: "hunter2-of-the-provider",
  },
};

/**
 * The settings as Pulumi would hand them over: the defaults of Pulumi.yaml below those of a stack file.
 * Keys without a namespace get the project's; what is a secret counts as kept as one.
 */
export function sourceOf(stackFile: Record<string, unknown>, changes: Partial<SettingsSource> = {}): SettingsSource {
  const defaults = Object.fromEntries(Object.entries(DECLARED).map(([key, { default: value }]) => [key, value]));
  const given = Object.fromEntries(Object.entries(stackFile).filter(([, value]) => value !== undefined));
  const config = Object.entries({ ...defaults, ...given }).map(([key, value]) => [
    key.includes(":") ? key : `${PROJECT}:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return {
    config: Object.fromEntries(config) as Record<string, string>,
    isSecret: (key) => SECRETS.includes(key),
    lineOf: () => undefined,
    project: PROJECT,
    stack: "test",
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
