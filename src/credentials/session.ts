import type { CloudEntry } from "./cloudsFile";
import { request } from "./request";

/** A token, and where the project's services are. */
export interface Session {
  readonly token: string;
  /** The public endpoint of a service of the catalogue, such as "compute", without a trailing slash. */
  endpoint(type: string): string;
}

interface TokenBody {
  token: { catalog: { type: string; endpoints: { interface: string; region: string; url: string }[] }[] };
}

/**
 * Asks Keystone v3 for a token, with the password or the application credential of the cloud's entry.
 *
 * @throws Error when Keystone refuses, or cannot be reached
 */
export async function openSession(entry: CloudEntry): Promise<Session> {
  const base = (entry.auth.auth_url ?? "").replace(/\/+$/, "").replace(/\/v3$/, "");
  const answer = await request(entry, `${base}/v3/auth/tokens`, {
    method: "POST",
    body: { auth: authentication(entry) },
  });
  const token = answer.headers["x-subject-token"];
  if (answer.status !== 201 || typeof token !== "string") {
    throw new Error(`Keystone at ${base} answered ${String(answer.status)} to the request for a token`);
  }
  const catalogue = (answer.body as TokenBody).token.catalog;
  return {
    token,
    endpoint(type) {
      const found = catalogue
        .find((service) => service.type === type)
        ?.endpoints.find(
          ({ interface: side, region }) =>
            side === "public" && (entry.region_name === undefined || region === entry.region_name),
        );
      if (found === undefined) {
        throw new Error(`the cloud's catalogue has no public endpoint of type ${type}`);
      }
      return found.url.replace(/\/+$/, "");
    },
  };
}

function authentication(entry: CloudEntry) {
  const { auth } = entry;
  if (auth.application_credential_secret !== undefined) {
    const credential =
      auth.application_credential_id === undefined
        ? { name: auth.application_credential_name, user: user(auth) }
        : { id: auth.application_credential_id };
    return {
      identity: {
        methods: ["application_credential"],
        application_credential: { ...credential, secret: auth.application_credential_secret },
      },
    };
  }
  const project =
    auth.project_id === undefined
      ? { name: auth.project_name, domain: domain(auth.project_domain_id, auth.project_domain_name) }
      : { id: auth.project_id };
  return {
    identity: { methods: ["password"], password: { user: { ...user(auth), password: auth.password } } },
    scope: { project },
  };
}

function user(auth: CloudEntry["auth"]) {
  return auth.user_id === undefined
    ? { name: auth.username, domain: domain(auth.user_domain_id, auth.user_domain_name) }
    : { id: auth.user_id };
}

function domain(id: string | undefined, name: string | undefined) {
  return id === undefined ? { name: name ?? "Default" } : { id };
}
