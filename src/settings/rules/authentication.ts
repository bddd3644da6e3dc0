import { removeCommand, setCommand } from "../commands";
import { hostOf } from "../hostOf";
import { SCHEMA } from "../schema/schema";
import { PROVIDER_NAMES, PROVIDERS, type Provider } from "../schema/authentication";
import type { Setting } from "../schema/setting";
import type { Conflict, ReadValues } from "./conflict";
import { ldapConflicts } from "./ldap";

/** Without these a provider is not there for the hub. */
const NEEDED: Readonly<Record<Provider, readonly Setting<unknown>[]>> = {
  oidc: [PROVIDERS.oidc.settings.issuer, PROVIDERS.oidc.settings.clientId, PROVIDERS.oidc.settings.clientSecret],
  github: [PROVIDERS.github.settings.clientId, PROVIDERS.github.settings.clientSecret],
  gitlab: [PROVIDERS.gitlab.settings.clientId, PROVIDERS.gitlab.settings.clientSecret],
  ldap: [PROVIDERS.ldap.settings.server],
};

/** Where everybody in the world may have an account. */
const OPEN_TO_ALL = ["github.com", "gitlab.com", "accounts.google.com"];

/** What is wrong with the choice of whose accounts let people in. */
export function authenticationConflicts(values: ReadValues, given: (key: string) => boolean): Conflict[] {
  const { authenticator } = values.authentication;
  if (authenticator === undefined) {
    return [];
  }
  return [
    ...ofOthers(authenticator, given),
    ...(authenticator === "native" ? [] : [...missing(authenticator, given), ...unreached(values)]),
    ...(authenticator === "ldap" ? ldapConflicts(given) : []),
    ...openToAll(values),
  ];
}

function missing(provider: Provider, given: (key: string) => boolean): Conflict[] {
  return NEEDED[provider]
    .filter(({ key }) => !given(key))
    .map((setting) => ({
      key: setting.key,
      problem: `is not set, and authenticator ${provider} needs it. Set it with: ${setCommand(setting)}`,
    }));
}

/** Settings that would do nothing. */
function ofOthers(authenticator: string, given: (key: string) => boolean): Conflict[] {
  const { authenticator: choice, allowedGroups } = SCHEMA.authentication.settings;
  const others = PROVIDER_NAMES.filter((name) => name !== authenticator).flatMap((name) =>
    Object.values<Setting<unknown>>(PROVIDERS[name].settings).map(({ key }) => [key, name] as const),
  );
  const problems = others
    .filter(([key]) => given(key))
    .map(([key, name]) => ({
      key,
      problem: `is set while authenticator is ${authenticator}. Remove it with: ${removeCommand(key)}, or: ${setCommand(choice, name)}`,
    }));
  if (authenticator === "native" && given(allowedGroups.key)) {
    const problem = `is set while authenticator is native, where an administrator lets each person in. Remove it with: ${removeCommand(allowedGroups.key)}, or choose a provider.`;
    problems.push({ key: allowedGroups.key, problem });
  }
  return problems;
}

function unreached({ authentication, wait }: ReadValues): Conflict[] {
  if (wait.forHub !== false) {
    return [];
  }
  const { authenticator } = SCHEMA.authentication.settings;
  const problem = `is ${String(authentication.authenticator)} while waitForHub is false, so nobody would bring the provider's secret to the server. Set waitForHub to true, or authenticator to native.`;
  return [{ key: authenticator.key, problem }];
}

function openToAll({ authentication, users, oidc, github, gitlab }: ReadValues): Conflict[] {
  const { authenticator, allowedGroups = [] } = authentication;
  const { organizations } = SCHEMA.github.settings;
  const { groups } = SCHEMA.gitlab.settings;
  const { allowedGroups: groupsSetting } = SCHEMA.authentication.settings;
  const gates = {
    oidc: { url: oidc.issuer, setting: groupsSetting, names: [] },
    github: { url: github.url, setting: organizations, names: github.organizations },
    gitlab: { url: gitlab.url, setting: groups, names: gitlab.groups },
  } as const;
  const gate =
    authenticator !== undefined && authenticator in gates ? gates[authenticator as keyof typeof gates] : undefined;
  const lists = [users.allowedUsers, allowedGroups, gate?.names];
  if (gate?.url === undefined || lists.some((list) => list !== undefined && list.length > 0)) {
    return [];
  }
  const host = hostOf(new URL(gate.url));
  if (!OPEN_TO_ALL.includes(host)) {
    return [];
  }
  const { allowedUsers } = SCHEMA.users.settings;
  const problem = `is not set, so everybody in the world with an account at ${host} could use the hub. Say whose members may enter with: ${setCommand(gate.setting)}, or who may: ${setCommand(allowedUsers)}`;
  return [{ key: gate.setting.key, problem }];
}
