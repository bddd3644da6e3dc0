/**
 * A thin client of OpenStack's APIs, for tests and benchmarks: what is asked and answered is seen as it is, without an SDK's own
 * waits, and nothing of it comes from the code under test.
 */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";

interface CloudsFile {
  clouds: Record<
    string,
    {
      auth: {
        auth_url: string;
        username: string;
        password: string;
        project_name: string;
        user_domain_name: string;
        project_domain_name: string;
      };
    }
  >;
}

interface TokenBody {
  token: {
    project: { id: string };
    roles: { name: string }[];
    catalog: { type: string; endpoints: { interface: string; url: string }[] }[];
  };
}

/** Each service's type in the catalogue, and its version where the catalogue's address leaves it out. */
const SERVICES = {
  compute: { type: "compute", version: "" },
  dns: { type: "dns", version: "/v2" },
  identity: { type: "identity", version: "" },
  image: { type: "image", version: "/v2" },
  network: { type: "network", version: "/v2.0" },
  placement: { type: "placement", version: "" },
  volume: { type: "volumev3", version: "" },
};
export type Service = keyof typeof SERVICES;

export type Json = Record<string, unknown>;

/** A thing in the cloud, as its API lists it. */
export type Listed = Json & { readonly id: string; readonly name: string };

export interface Answer<T> {
  status: number;
  body: T;
}

/** One user's view of the cloud. */
export class Cloud {
  private constructor(
    readonly token: string,
    readonly projectId: string,
    readonly roles: string[],
    private readonly endpoints: Map<string, string>,
  ) {}

  /**
   * Logs in.
   *
   * @param name the entry of the clouds.yaml; "sandbox" is the sandbox's ordinary user
   * @param file the clouds.yaml
   */
  static async open(name = "sandbox", file = process.env.OS_CLIENT_CONFIG_FILE ?? ""): Promise<Cloud> {
    const entry = (parse(readFileSync(file, "utf8")) as CloudsFile).clouds[name];
    if (!entry) throw new Error(`${file} has no cloud ${name}`);
    const { auth } = entry;
    const response = await fetch(`${auth.auth_url}/auth/tokens`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        auth: {
          identity: {
            methods: ["password"],
            password: {
              user: { name: auth.username, password: auth.password, domain: { name: auth.user_domain_name } },
            },
          },
          scope: { project: { name: auth.project_name, domain: { name: auth.project_domain_name } } },
        },
      }),
    });
    if (response.status !== 201) throw new Error(`login as ${name}: ${response.statusText} ${await response.text()}`);
    const { token } = (await response.json()) as TokenBody;
    const endpoints = new Map<string, string>([["identity", auth.auth_url]]);
    for (const { type, endpoints: all } of token.catalog) {
      const url = all.find((endpoint) => endpoint.interface === "public")?.url;
      if (url && type !== "identity") endpoints.set(type, url);
    }
    return new Cloud(
      response.headers.get("x-subject-token") ?? "",
      token.project.id,
      token.roles.map((role) => role.name),
      endpoints,
    );
  }

  /** A service's address. */
  endpoint(service: Service): string {
    const { type } = SERVICES[service];
    const endpoint = this.endpoints.get(type);
    if (!endpoint) throw new Error(`the catalogue has no ${type}: ${[...this.endpoints.keys()].join(", ")}`);
    return endpoint;
  }

  /** The answer to one request, whatever its status. */
  async ask<T = Json>(service: Service, method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const response = await fetch(this.endpoint(service) + SERVICES[service].version + path, {
      method,
      headers: { "X-Auth-Token": this.token, "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: (text === "" ? undefined : JSON.parse(text)) as T };
  }

  /** The body of an answer that must be a success. */
  async must<T = Json>(service: Service, method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.ask<T>(service, method, path, body);
    if (answer.status >= 300) {
      throw new Error(`${method} ${service} ${path}: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }

  /** What a list holds, without the name around it. */
  async list(service: Service, path: string): Promise<Listed[]> {
    return (Object.values(await this.must(service, "GET", path)).find(Array.isArray) ?? []) as Listed[];
  }

  /** A thing, without the name around it. */
  async one(service: Service, path: string): Promise<Json> {
    return Object.values(await this.must(service, "GET", path))[0] as Json;
  }

  /** The ids of the servers that a volume is attached to. */
  async serversOf(volume: string): Promise<string[]> {
    const { attachments } = await this.one("volume", `/volumes/${volume}`);
    return (attachments as { server_id: string }[]).map(({ server_id: id }) => id);
  }

  /** Asks until `done` says so; fails after `limit` milliseconds with the last answer. */
  async until<T>(service: Service, path: string, done: (answer: Answer<T>) => boolean, limit = 60_000): Promise<T> {
    const end = Date.now() + limit;
    for (;;) {
      const answer = await this.ask<T>(service, "GET", path);
      if (done(answer)) return answer.body;
      if (Date.now() > end) {
        throw new Error(
          `GET ${service} ${path} after ${String(limit)} ms: ${String(answer.status)} ${JSON.stringify(answer.body)}`,
        );
      }
      await sleep(300);
    }
  }
}
