import type { Problems } from "../settings/problems";
import { Completeness, type AuthenticationContext } from "./completeness";
import type { Entry } from "./entry";
import type { Auth, AuthType } from "./resolved";
import { isGiven, shown } from "./values";

const AUTH_TYPES: Readonly<Record<string, AuthType>> = {
  password: "password",
  v3password: "password",
  token: "token",
  v3token: "token",
  v3applicationcredential: "v3applicationcredential",
};

const USER = ["username", "user_id", "user_domain_id", "user_domain_name"] as const;
const PROJECT = ["project_id", "project_name", "project_domain_id", "project_domain_name"] as const;

const FIELDS: Readonly<Record<AuthType, readonly (keyof Auth)[]>> = {
  password: ["auth_url", ...USER, "password", ...PROJECT],
  token: ["auth_url", "token", ...PROJECT],
  v3applicationcredential: [
    "auth_url",
    "application_credential_id",
    "application_credential_name",
    "application_credential_secret",
    ...USER,
  ],
};

// Each belongs to one way to authenticate; the provider takes some of them for the way, whatever auth_type says.
const WAYS = [
  "password",
  "token",
  "application_credential_id",
  "application_credential_name",
  "application_credential_secret",
] as const;

export interface Authentication {
  readonly authType: AuthType;
  readonly auth: Auth;
}

/** Takes from the entry what its auth_type uses; what is missing or of no use goes to `problems`. */
export function readAuthentication(
  { auth: given, values }: Entry,
  context: AuthenticationContext,
  problems: Problems,
): Authentication {
  const authType = readAuthType(values, given, context, problems);
  const region = typeof values.region_name === "string" ? values.region_name : "";
  const auth: Partial<Record<keyof Auth, string>> = {};
  for (const field of FIELDS[authType]) {
    const value = given[field];
    if (typeof value === "string") {
      auth[field] = field === "auth_url" ? value.replaceAll("{region_name}", region) : value;
    } else if (value !== undefined) {
      problems.add(`${context.where("auth", field)}: ${field} is no text. Put it in quotes.`);
    }
  }
  for (const field of WAYS.filter((way) => given[way] !== undefined && !FIELDS[authType].includes(way))) {
    problems.add(
      `${context.where("auth", field)}: cloud "${context.cloud}": auth has ${field}, which auth_type ${authType} does not use. ` +
        "Remove it, or change auth_type.",
    );
  }
  if (authType === "password") {
    auth.password ??= context.environment.OS_PASSWORD;
  }
  new Completeness(auth, context, problems).check(authType);
  return { authType, auth: auth as Auth };
}

function readAuthType(
  values: Entry["values"],
  given: Entry["auth"],
  { where }: AuthenticationContext,
  problems: Problems,
): AuthType {
  const named = values.auth_type ?? values.auth_plugin;
  if (!isGiven(named)) {
    const hasUser = given.username !== undefined || given.user_id !== undefined;
    if (!hasUser && given.application_credential_secret !== undefined) {
      problems.add(
        `${where("auth")}: an application credential needs the line "auth_type: v3applicationcredential" beside auth.`,
      );
      return "v3applicationcredential";
    }
    return !hasUser && given.token !== undefined ? "token" : "password";
  }
  const authType = AUTH_TYPES[shown(named)];
  if (authType === undefined) {
    problems.add(
      `${where("auth_type")}: auth_type is "${shown(named)}", which the provider would take for a password. ` +
        `Allowed: ${Object.keys(AUTH_TYPES).join(", ")}. Where you log in another way, make an application credential ` +
        "(`openstack application credential create NAME`, or the dashboard's page Identity) and use that.",
    );
  }
  return authType ?? "password";
}
