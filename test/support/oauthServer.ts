import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { Pair } from "./certificates";

export const APP = { id: "an-app", secret: "the app's secret & more" };

export interface Account {
  readonly id: number;
  /** GitHub: organizations, and their teams as organization:team; GitLab: paths of groups. */
  readonly groups: readonly string[];
}

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * GitHub and GitLab as far as a hub speaks to them: their OAuth with a login page, PKCE aside, and the calls of their APIs
 * for a person and the person's groups. Lists have one entry a page, so that whoever does not turn pages sees it.
 */
export class OAuthServer {
  /** By login name. */
  readonly accounts = new Map<string, Account>();
  private readonly codes = new Map<string, string>();
  private readonly tokens = new Map<string, string>();
  private server: Server | undefined;
  url = "";

  constructor(
    private readonly address: string,
    private readonly pair: Pair,
    private readonly callback: string,
  ) {}

  async start(): Promise<void> {
    const { certificate: cert, key } = this.pair;
    this.server = createServer({ cert, key }, (request, response) => {
      void bodyOf(request).then((body) => {
        const { status = 200, headers = {}, body: answer } = this.answer(request, body);
        const html = typeof answer === "string";
        response.writeHead(status, { "Content-Type": html ? "text/html" : "application/json", ...headers });
        response.end(html ? answer : JSON.stringify(answer ?? {}));
      });
    });
    this.server.listen(0, this.address);
    await once(this.server, "listening");
    this.url = `https://${this.address}:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private answer(request: IncomingMessage, body: URLSearchParams): Answer {
    const { pathname, searchParams: query } = new URL(request.url ?? "/", this.url);
    switch (pathname) {
      case "/login/oauth/authorize":
      case "/oauth/authorize":
        return this.authorize(request, query, body);
      case "/login/oauth/access_token":
        // GitHub tells of errors with 200.
        return this.token(body, { refused: "incorrect_client_credentials", bad: "bad_verification_code", status: 200 });
      case "/oauth/token":
        return this.token(body, { refused: "invalid_client", bad: "invalid_grant", status: 401 });
    }
    const login = this.tokens.get(request.headers.authorization?.replace(/^Bearer /i, "") ?? "");
    const account = this.accounts.get(login ?? "");
    if (login === undefined || account === undefined) return { status: 401, body: { message: "Bad credentials" } };
    const page = Number(query.get("page") ?? "1");
    const teams = account.groups.filter((group) => group.includes(":"));
    switch (pathname) {
      case "/api/v3/user":
        return { body: { id: account.id, login, email: null } };
      case "/api/v3/user/orgs":
        return this.gitHubPage(
          pathname,
          account.groups.filter((group) => !group.includes(":")).map((name) => ({ login: name })),
          page,
        );
      case "/api/v3/user/teams": {
        const parts = teams.map((team) => team.split(":"));
        const list = parts.map(([organization, slug]) => ({ slug, organization: { login: organization } }));
        return this.gitHubPage(pathname, list, page);
      }
      case "/api/v4/user":
        return { body: { id: account.id, username: login } };
      case "/api/v4/groups": {
        const next = page < account.groups.length ? String(page + 1) : "";
        const list = account.groups.slice(page - 1, page).map((path) => ({ full_path: path }));
        return { headers: { "X-Next-Page": next }, body: list };
      }
      default:
        return { status: 404, body: { message: "Not Found" } };
    }
  }

  private authorize(request: IncomingMessage, query: URLSearchParams, body: URLSearchParams): Answer {
    if (query.get("client_id") !== APP.id || query.get("redirect_uri") !== this.callback) {
      return { status: 400, body: "The app or its callback URL is unknown." };
    }
    if (request.method === "GET") {
      const action = (request.url ?? "").replaceAll("&", "&amp;");
      return { body: `<form method="post" action="${action}"><input name="login"><input name="password"></form>` };
    }
    const code = randomUUID();
    this.codes.set(code, body.get("login") ?? "");
    const target = new URL(this.callback);
    target.search = new URLSearchParams({ code, state: query.get("state") ?? "" }).toString();
    return { status: 302, headers: { Location: target.href } };
  }

  private token(body: URLSearchParams, errors: { refused: string; bad: string; status: number }): Answer {
    if (body.get("client_id") !== APP.id || body.get("client_secret") !== APP.secret) {
      return { status: errors.status, body: { error: errors.refused } };
    }
    const code = body.get("code") ?? "";
    const login = this.codes.get(code);
    if (login === undefined) return { status: errors.status === 200 ? 200 : 400, body: { error: errors.bad } };
    this.codes.delete(code);
    const token = randomUUID();
    this.tokens.set(token, login);
    return { body: { access_token: token, token_type: "bearer", scope: "" } };
  }

  private gitHubPage(path: string, list: readonly unknown[], page: number): Answer {
    const next = `<${this.url}${path}?per_page=100&page=${String(page + 1)}>; rel="next"`;
    return { headers: page < list.length ? { Link: next } : {}, body: list.slice(page - 1, page) };
  }
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}
