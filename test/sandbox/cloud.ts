/** A thin client of OpenStack's APIs for tests: what is asked and answered is seen as it is, without an SDK's own waits. */
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

export interface Answer<T> {
  status: number;
  body: T;
}

/** One user's view of the cloud. */
export class Cloud {
  private constructor(
    private readonly token: string,
    readonly projectId: string,
    readonly roles: string[],
    private readonly endpoints: Map<string, string>,
  ) {}

  /** Logs in as the entry `name` of the clouds.yaml at `file`. */
  static async login(file: string, name: string): Promise<Cloud> {
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

  /** The answer to one request, whatever its status. `service` is a type in the catalogue. */
  async ask<T>(service: string, method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const endpoint = this.endpoints.get(service);
    if (!endpoint) throw new Error(`the catalogue has no ${service}: ${[...this.endpoints.keys()].join(", ")}`);
    const response = await fetch(endpoint + path, {
      method,
      headers: { "X-Auth-Token": this.token, "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: (text === "" ? undefined : JSON.parse(text)) as T };
  }

  /** The body of an answer that must be a success. */
  async must<T>(service: string, method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.ask<T>(service, method, path, body);
    if (answer.status >= 300) {
      throw new Error(`${method} ${service} ${path}: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }

  /** Asks until `done` says so; fails after `limit` milliseconds with the last answer. */
  async until<T>(service: string, path: string, done: (answer: Answer<T>) => boolean, limit = 60_000): Promise<T> {
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
