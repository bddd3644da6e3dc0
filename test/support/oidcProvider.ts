import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { Pair } from "./certificates";

export const CLIENT = { id: "jupyterhub", secret: "a secret: of the & client's" };

/** What the provider says of a person, by the name that the person logs in with there. */
export type Claims = Readonly<Record<string, unknown>>;

/** A certified OpenID Connect provider with pages for login and consent, over HTTPS. */
export class OidcProvider {
  /** May be changed at any time; each login sees what is there. */
  readonly people = new Map<string, Claims>();
  private server: Server | undefined;
  private port = 0;

  constructor(
    private readonly address: string,
    private readonly pair: Pair,
    private readonly callback: string,
  ) {}

  get issuer(): string {
    return `https://${this.address}:${String(this.port)}`;
  }

  async start(): Promise<void> {
    const { certificate: cert, key } = this.pair;
    const server = createServer({ cert, key });
    server.listen(this.port, this.address);
    await once(server, "listening");
    this.port = (server.address() as AddressInfo).port;
    // An ES module, which CommonJS takes at run time only.
    const { Provider } = await import("oidc-provider");
    const provider = new Provider(this.issuer, {
      clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [this.callback] }],
      claims: { openid: ["sub"], profile: ["preferred_username"], email: ["email"], groups: ["groups"] },
      cookies: { keys: ["a key of the test"] },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...this.people.get(id) }) }),
    });
    const handle = provider.callback();
    server.on("request", (request, response) => void handle(request, response));
    this.server = server;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}
