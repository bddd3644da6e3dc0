import { Agent, request, WebSocket, type Dispatcher } from "undici";
import { eventually } from "./machine";

export interface Page {
  readonly status: number;
  readonly location: string | undefined;
  readonly text: string;
}

/** A person's browser as far as the hub can tell: cookies, forms, the hub's API, kernels. HTTPS is verified. */
export class HubClient {
  private readonly cookies = new Map<string, { value: string; path: string }>();
  private readonly dispatcher: Agent;

  constructor(
    private readonly base: string,
    readonly user: string,
    private readonly password: string,
    certificateAuthority: string,
    localAddress?: string,
  ) {
    this.dispatcher = new Agent({ localAddress, connect: { ca: certificateAuthority } });
  }

  /** Answers the text of the page that follows. */
  async signUp(): Promise<string> {
    const fields = { signup_password: this.password, signup_password_confirmation: this.password };
    return (await this.form("/hub/signup", { username: this.user, ...fields })).text;
  }

  /** Answers whether the hub let the person in. */
  async logIn(password = this.password): Promise<boolean> {
    return (await this.tryToLogIn(password)).status === 302;
  }

  /** Answers the page that follows. */
  tryToLogIn(password = this.password): Promise<Page> {
    return this.form("/hub/login", { username: this.user, password });
  }

  /**
   * Logs in by the provider's button. `signIn` does at the provider what a person does there: it is given where the hub
   * leads to, and answers where the provider leads back to. Answers the hub's page; its status is 302 for who is let in.
   */
  async logInBy(signIn: (url: string) => Promise<string>): Promise<Page> {
    const { location, status, text } = await this.request("GET", "/hub/oauth_login");
    return location === undefined ? { location, status, text } : this.request("GET", await signIn(location));
  }

  /** As administrator: lets somebody in who has signed up. */
  async authorise(user: string): Promise<void> {
    const response = await this.request("GET", `/hub/authorize/${user}`);
    if (response.status >= 400) throw new Error(`Authorising ${user} answered ${String(response.status)}.`);
  }

  /** Starts the person's server and waits until it is ready. */
  async spawn(seconds = 120): Promise<void> {
    const response = await this.api("POST", `/users/${this.user}/server`);
    if (![201, 202].includes(response.status)) throw new Error(`${String(response.status)}: ${response.text}`);
    await eventually(`the server of ${this.user} is ready`, seconds, async () => (await this.server())?.ready === true);
    await this.enter();
  }

  /**
   * Goes to the person's running server, which gives its own cookies. New ones: it takes those of a session that has ended
   * for some minutes more, and not at the end of a test that goes on for longer.
   */
  async enter(): Promise<void> {
    for (const [key, cookie] of this.cookies) {
      if (cookie.path.startsWith(`/user/${this.user}/`)) this.cookies.delete(key);
    }
    let path: string | undefined = `/user/${this.user}/lab`;
    for (let hops = 0; path !== undefined && hops < 8; hops++) {
      path = (await this.request("GET", path)).location;
    }
  }

  async server(): Promise<{ ready: boolean } | undefined> {
    const { text } = await this.api("GET", `/users/${this.user}`);
    return (JSON.parse(text) as { servers?: Record<string, { ready: boolean }> }).servers?.[""];
  }

  api(method: Dispatcher.HttpMethod, path: string): Promise<Page> {
    return this.request(method, `/hub/api${path}`, { body: method === "POST" ? "{}" : undefined, prefix: "/hub/" });
  }

  /** A request to the person's own server. */
  own(method: Dispatcher.HttpMethod, path: string, body?: object): Promise<Page> {
    const prefix = `/user/${this.user}/`;
    return this.request(method, prefix + path, { body: body && JSON.stringify(body), prefix });
  }

  socket(path: string): WebSocket {
    const url = new URL(`/user/${this.user}/${path}`, this.base.replace("https", "wss"));
    return new WebSocket(url, { dispatcher: this.dispatcher, headers: { Cookie: this.cookiesFor(url.pathname) } });
  }

  async request(
    method: Dispatcher.HttpMethod,
    path: string,
    options: { body?: string; type?: string; prefix?: string } = {},
  ): Promise<Page> {
    const url = new URL(path, this.base);
    const headers: Record<string, string> = { Cookie: this.cookiesFor(url.pathname), "Sec-Fetch-Mode": "navigate" };
    if (options.prefix !== undefined) {
      headers["X-XSRFToken"] = this.xsrf(options.prefix);
      headers["Sec-Fetch-Mode"] = "cors";
    }
    if (options.body !== undefined) headers["Content-Type"] = options.type ?? "application/json";
    // Not fetch: it says that it is no navigation, and then the hub gives no cookies.
    const answer = await request(url, { method, headers, body: options.body ?? null, dispatcher: this.dispatcher });
    for (const cookie of [answer.headers["set-cookie"] ?? []].flat()) this.keep(cookie);
    const { location } = answer.headers;
    return { status: answer.statusCode, location: location?.toString(), text: await answer.body.text() };
  }

  private async form(path: string, fields: Record<string, string>): Promise<Page> {
    await this.request("GET", path);
    const body = new URLSearchParams({ ...fields, _xsrf: this.xsrf("/hub/") }).toString();
    return this.request("POST", path, { body, type: "application/x-www-form-urlencoded" });
  }

  private xsrf(path: string): string {
    return this.cookies.get(`_xsrf ${path}`)?.value ?? "";
  }

  private cookiesFor(path: string): string {
    return [...this.cookies]
      .filter(([, cookie]) => path.startsWith(cookie.path))
      .map(([key, cookie]) => `${key.split(" ")[0] ?? ""}=${cookie.value}`)
      .join("; ");
  }

  private keep(header: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
    const path = /;\s*path=([^;]*)/i.exec(header)?.[1] ?? "/";
    if (value === "" || value === '""') this.cookies.delete(`${name} ${path}`);
    else this.cookies.set(`${name} ${path}`, { value, path });
  }
}
