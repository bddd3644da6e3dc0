/** How the project's user proves who they are, by keystoneauth's names. */
export type AuthType = "password" | "token" | "v3applicationcredential";

/** The part `auth` of an entry, by the standard's names; only what the auth_type uses. */
export interface Auth {
  /** Keystone's address, with or without /v3. */
  readonly auth_url: string;
  readonly username?: string;
  readonly user_id?: string;
  readonly user_domain_id?: string;
  readonly user_domain_name?: string;
  /** Secret. */
  readonly password?: string;
  readonly project_id?: string;
  readonly project_name?: string;
  readonly project_domain_id?: string;
  readonly project_domain_name?: string;
  /** Secret. */
  readonly token?: string;
  readonly application_credential_id?: string;
  readonly application_credential_name?: string;
  /** Secret. */
  readonly application_credential_secret?: string;
}

export const SECRET_FIELDS = ["password", "token", "application_credential_secret"] as const;

/** Which of a service's addresses in the catalogue is used. */
export type Interface = "public" | "internal" | "admin";

export interface Tls {
  /** Whether the cloud's certificates are checked. */
  readonly verify: boolean;
  /** Path of a PEM file with the authorities to trust; undefined: the system's. */
  readonly cacert?: string;
  /** Path of a PEM file with the client's certificate. */
  readonly cert?: string;
  /** Path of a PEM file with the client's key. */
  readonly key?: string;
}

/** A cloud as the openstack client would understand it, everything checked. */
export interface ResolvedCloud {
  /** The entry's name; "envvars" for the environment of an RC file. */
  readonly name: string;
  /** Files, profile and variables that it was put together from; for people. */
  readonly sources: readonly string[];
  readonly authType: AuthType;
  readonly auth: Auth;
  readonly region?: string;
  readonly interface: Interface;
  readonly tls: Tls;
  /** Addresses that take the place of the catalogue's, by service type. */
  readonly endpointOverrides: Readonly<Record<string, string>>;
  /** The network that the entry's `networks` says leads to the outside. */
  readonly externalNetwork?: string;
  /**
   * What the provider is given: the entry's name, where it reads the very same from it (then no secret enters the state), or
   * arguments.
   */
  readonly passedAs: "name" | "arguments";
}
