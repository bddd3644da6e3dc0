import type { Problems } from "../settings/problems";
import type { Auth, AuthType } from "./resolved";

/** Where keys stand and what fills gaps; for messages. */
export interface AuthenticationContext {
  /** "file:line" of a key of the entry. */
  readonly where: (...keys: string[]) => string;
  /** The name of the entry. */
  readonly cloud: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Says what an entry lacks for its way to authenticate. */
export class Completeness {
  constructor(
    private readonly auth: Partial<Record<keyof Auth, string>>,
    private readonly context: AuthenticationContext,
    private readonly problems: Problems,
  ) {}

  check(authType: AuthType): void {
    this.checkUrl();
    switch (authType) {
      case "password":
        this.checkUser("username");
        this.checkPassword();
        this.checkProject();
        break;
      case "token":
        this.need("token", "token: `openstack token issue` gives one, for a few hours");
        this.checkProject();
        break;
      case "v3applicationcredential":
        this.need(
          "application_credential_secret",
          "application_credential_secret: it was shown once, when the credential was made",
        );
        if (this.auth.application_credential_id === undefined) {
          this.need(
            "application_credential_name",
            "application_credential_id (or application_credential_name with the user's name)",
          );
          this.checkUser("username");
        }
    }
  }

  private checkUrl(): void {
    const { auth_url: url } = this.auth;
    this.need("auth_url", "auth_url, the address of the cloud's Keystone: the dashboard's page API Access shows it");
    if (url !== undefined && !(URL.canParse(url) && /^https?:/.test(url))) {
      this.add(
        ["auth", "auth_url"],
        `auth_url is "${url}". Allowed: an address such as https://keystone.example.org:5000/v3`,
      );
    }
    if (url !== undefined && /\/v2\.0\/?$/.test(url)) {
      this.add(
        ["auth", "auth_url"],
        `auth_url is "${url}", Identity v2, which this program cannot use. Most clouds answer at the same address with /v3`,
      );
    }
  }

  private checkPassword(): void {
    const { cloud, where } = this.context;
    if (this.auth.password === undefined) {
      const secure = `clouds: {${cloud}: {auth: {password: …}}}`;
      this.add(
        ["auth"],
        "there is no password; a dashboard's download has none. Three places where it can go: " +
          `${where("auth").replace(/:\d+$/, "")} as auth: password; a file secure.yaml beside it with ${secure}; ` +
          "or the environment: read -rs OS_PASSWORD && export OS_PASSWORD",
      );
    }
  }

  private checkUser(field: "username"): void {
    if (this.auth.user_id !== undefined) {
      return;
    }
    this.need(field, "username (or user_id)");
    if (
      this.auth[field] !== undefined &&
      this.auth.user_domain_id === undefined &&
      this.auth.user_domain_name === undefined
    ) {
      this.add(["auth"], 'the user has no domain. Add user_domain_name (often "Default") or user_domain_id');
    }
  }

  private checkProject(): void {
    const { project_id: id, project_name: name, project_domain_id, project_domain_name } = this.auth;
    if (id === undefined && name === undefined) {
      this.add(["auth"], "no project is named, and servers belong to one. Add project_id or project_name");
    }
    if (
      id === undefined &&
      name !== undefined &&
      project_domain_id === undefined &&
      project_domain_name === undefined
    ) {
      this.add(
        ["auth"],
        'the project has no domain. Add project_domain_name (often "Default"), project_domain_id or project_id',
      );
    }
  }

  private need(field: keyof Auth, what: string): void {
    if (this.auth[field] === undefined) {
      this.add(["auth"], `there is no ${what}`);
    }
  }

  private add(keys: readonly string[], problem: string): void {
    this.problems.add(`${this.context.where(...keys)}: cloud "${this.context.cloud}": ${problem}.`);
  }
}
