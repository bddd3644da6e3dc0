import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer, request as forward, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, request } from "undici";
import { Authority } from "../../support/certificates";
import { eventually, execute, HOST_ADDRESS, shell, startAcmeServers } from "./machine";

/** One Pebble. */
export interface AcmeServer {
  readonly directory: string;
  /** Of what it issues; PEM text. */
  readonly root: string;
}

const MANAGEMENT = `http://${HOST_ADDRESS}:8055`;
const TRUSTED = "/usr/local/share/ca-certificates/acme.crt";
const LIMIT = { type: "urn:ietf:params:acme:error:rateLimited", status: 429 };

/** ACME servers beside the hub's server, which trusts their authority, and the DNS server that it asks meanwhile. */
export class AcmeServers {
  private readonly fronts: Server[] = [];

  private constructor(
    private readonly authority: Authority,
    private readonly end: () => Promise<void>,
    /** Its certificates are valid for a day. */
    readonly lasting: AcmeServer,
    /** Its certificates are valid for a minute. */
    readonly brief: AcmeServer,
  ) {}

  static async start(): Promise<AcmeServers> {
    const authority = new Authority();
    const folder = mkdtempSync(join(tmpdir(), "acme-"));
    const pair = authority.issue(HOST_ADDRESS);
    writeFileSync(join(folder, "certificate.pem"), pair.certificate);
    writeFileSync(join(folder, "key.pem"), pair.key);
    const ports = [14000, 14001] as const;
    for (const [port, validityPeriod] of [
      [ports[0], 86_400],
      [ports[1], 60],
    ] as const) {
      const pebble = {
        listenAddress: `${HOST_ADDRESS}:${String(port)}`,
        managementListenAddress: `${HOST_ADDRESS}:${String(port + 1000)}`,
        certificate: join(folder, "certificate.pem"),
        privateKey: join(folder, "key.pem"),
        httpPort: 80,
        tlsPort: 443,
        // Half of its answers would name a date, which Caddy cannot read: it then waits a minute.
        retryAfter: { authz: 0, order: 0 },
        profiles: { default: { description: "the only one", validityPeriod } },
      };
      writeFileSync(join(folder, `${String(port)}.json`), JSON.stringify({ pebble }));
    }
    const end = startAcmeServers(folder);
    const dispatcher = new Agent({ connect: { ca: authority.certificate } });
    // Long the first time, when they are built.
    await eventually("the ACME servers answer", 600, async () => {
      const answers = ports.map((port) => request(directoryAt(port), { dispatcher }));
      return (await Promise.allSettled(answers)).every(({ status }) => status === "fulfilled");
    });
    const [lasting, brief] = await Promise.all(
      ports.map(async (port) => {
        const root = await request(`https://${HOST_ADDRESS}:${String(port + 1000)}/roots/0`, { dispatcher });
        return { directory: directoryAt(port), root: await root.body.text() };
      }),
    );
    if (lasting === undefined || brief === undefined) throw new Error("There is no root certificate.");
    await shell("cp --archive /etc/resolv.conf /etc/resolv.conf.before");
    await execute(
      [
        "sh",
        "-c",
        `cat >${TRUSTED}; update-ca-certificates; rm /etc/resolv.conf; echo nameserver ${HOST_ADDRESS} >/etc/resolv.conf`,
      ],
      authority.certificate,
    );
    return new AcmeServers(authority, end, lasting, brief);
  }

  /** Takes back what the hub's server was given. */
  async stop(): Promise<void> {
    await this.end();
    for (const front of this.fronts) front.close().closeAllConnections();
    await shell(
      `rm ${TRUSTED}; update-ca-certificates --fresh; mv /etc/resolv.conf.before /etc/resolv.conf; rm -r /srv/data/caddy/{acme,certificates/${HOST_ADDRESS}-*}`,
    );
  }

  /** From then on the DNS has this address for the name. */
  async lead(name: string, address: string): Promise<void> {
    await this.manage("clear-servfail", { host: name });
    await this.manage("clear-a", { host: name });
    await this.manage("add-a", { host: name, addresses: [address] });
  }

  /** From then on the DNS has no answer for the name. */
  async leadNowhere(name: string): Promise<void> {
    await this.manage("set-servfail", { host: name });
  }

  /** The server lets nobody from outside in at these ports. */
  async closePorts(...ports: readonly number[]): Promise<void> {
    await shell(
      `nft add table inet closed; nft add chain inet closed input '{ type filter hook input priority -10; }';
       nft add rule inet closed input iifname eth0 tcp dport '{ ${ports.join(", ")} }' reject with tcp reset`,
    );
  }

  async openPorts(): Promise<void> {
    await shell("nft delete table inet closed");
  }

  /** An ACME server with accounts, and this problem for whoever wants a certificate; answers its directory. */
  limited(detail: string): Promise<string> {
    return this.front(this.authority, { ...LIMIT, detail });
  }

  /** An ACME server whose own certificate is of an authority that nobody knows; answers its directory. */
  untrusted(): Promise<string> {
    return this.front(new Authority());
  }

  /** In front of the lasting one, which takes the host that is asked for as its own. */
  private async front(authority: Authority, problem?: object): Promise<string> {
    const { certificate: cert, key } = authority.issue(HOST_ADDRESS);
    const server = createServer({ cert, key }, (incoming, outgoing) => {
      if (problem !== undefined && incoming.url === "/order-plz") {
        outgoing.writeHead(429, { "Content-Type": "application/problem+json", "Replay-Nonce": "spent" });
        outgoing.end(JSON.stringify(problem));
        return;
      }
      const { method, headers, url = "/" } = incoming;
      const passed = forward(new URL(url, this.lasting.directory), { method, headers, ca: this.authority.certificate });
      passed.on("response", (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      passed.on("error", (error) => outgoing.destroy(error));
      incoming.pipe(passed);
    });
    this.fronts.push(server);
    await new Promise<void>((resolve) => server.listen(0, HOST_ADDRESS, resolve));
    return directoryAt((server.address() as AddressInfo).port);
  }

  private async manage(action: string, body: object): Promise<void> {
    const { statusCode, body: answer } = await request(`${MANAGEMENT}/${action}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (statusCode !== 200) throw new Error(`${action}: ${String(statusCode)} ${text}`);
  }
}

const directoryAt = (port: number): string => `https://${HOST_ADDRESS}:${String(port)}/dir`;
