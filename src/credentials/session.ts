import { UserError } from "../settings/userError";
import type { CatalogueService } from "./catalogue";
import { ApiClient } from "./request";
import type { Auth, ResolvedCloud } from "./resolved";

/** A token, and what Keystone says with it. */
export interface Session {
  readonly client: ApiClient;
  readonly cloud: ResolvedCloud;
  readonly token: string;
  readonly projectId: string;
  readonly userId: string;
  readonly catalogue: readonly CatalogueService[];
}

interface TokenBody {
  readonly token: {
    readonly project?: { readonly id: string };
    readonly user: { readonly id: string };
    readonly catalog?: readonly CatalogueService[];
  };
}

/**
 * Asks Keystone v3 for a token, and hands the session to `use`; the connections end with it.
 *
 * @throws UserError when Keystone refuses or cannot be reached
 */
export async function withSession<T>(cloud: ResolvedCloud, use: (session: Session) => Promise<T>): Promise<T> {
  const client = new ApiClient(cloud.tls);
  try {
    return await use(await authenticate(cloud, client));
  } finally {
    await client.close();
  }
}

async function authenticate(cloud: ResolvedCloud, client: ApiClient): Promise<Session> {
  const base = cloud.auth.auth_url.replace(/\/+$/, "").replace(/\/v3$/, "");
  const answer = await client.ask("POST", `${base}/v3/auth/tokens`, { body: { auth: requestOf(cloud) } });
  const token = answer.headers["x-subject-token"];
  if (answer.status !== 201 || typeof token !== "string") {
    throw new UserError(refusal(cloud, base, answer.status));
  }
  const { project, user, catalog } = (answer.body as TokenBody).token;
  if (project === undefined) {
    throw new UserError(
      `Keystone at ${base} gives cloud "${cloud.name}" no project. Add project_id or project_name to its entry.`,
    );
  }
  return { client, cloud, token, projectId: project.id, userId: user.id, catalogue: catalog ?? [] };
}

function refusal({ name, auth, authType }: ResolvedCloud, base: string, status: number): string {
  const who = {
    password: `the password of user ${auth.username ?? auth.user_id ?? ""}, or the user has no role in project ${auth.project_name ?? auth.project_id ?? ""}`,
    token: "the token: it lasts a few hours, `openstack token issue` gives another",
    v3applicationcredential: `the application credential ${auth.application_credential_name ?? auth.application_credential_id ?? ""}: it may have expired or been deleted`,
  }[authType];
  switch (status) {
    case 401:
      return `Keystone at ${base} refuses ${who} (cloud "${name}").`;
    case 404:
      return `There is no Keystone v3 at ${base} (cloud "${name}"). Compare auth_url with the dashboard's page API Access.`;
    default:
      return status >= 500
        ? `Keystone at ${base} answers ${String(status)}: the cloud is not well at the moment. Try again later.`
        : `Keystone at ${base} answers ${String(status)} to the request for a token (cloud "${name}").`;
  }
}

function requestOf({ authType, auth }: ResolvedCloud) {
  switch (authType) {
    case "v3applicationcredential": {
      const { application_credential_id: id, application_credential_name: name } = auth;
      return {
        identity: {
          methods: ["application_credential"],
          application_credential: {
            ...(id === undefined ? { name, user: userOf(auth) } : { id }),
            secret: auth.application_credential_secret,
          },
        },
      };
    }
    case "token":
      return { identity: { methods: ["token"], token: { id: auth.token } }, scope: scopeOf(auth) };
    case "password":
      return {
        identity: { methods: ["password"], password: { user: { ...userOf(auth), password: auth.password } } },
        scope: scopeOf(auth),
      };
  }
}

function userOf(auth: Auth) {
  return auth.user_id === undefined
    ? { name: auth.username, domain: domainOf(auth.user_domain_id, auth.user_domain_name) }
    : { id: auth.user_id };
}

function scopeOf(auth: Auth) {
  return auth.project_id === undefined
    ? { project: { name: auth.project_name, domain: domainOf(auth.project_domain_id, auth.project_domain_name) } }
    : { project: { id: auth.project_id } };
}

function domainOf(id: string | undefined, name: string | undefined) {
  return id === undefined ? { name } : { id };
}
