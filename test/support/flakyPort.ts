import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A port of 127.0.0.1 that leads to another one. */
export class FlakyPort {
  private constructor(
    readonly port: number,
    private readonly sockets: Set<Socket>,
    private readonly end: () => void,
  ) {}

  /** @param dropped how many connections are ended before anything is said */
  static async to(port: number, dropped = 0): Promise<FlakyPort> {
    let left = dropped;
    const sockets = new Set<Socket>();
    const server = createServer((client) => {
      if (left-- > 0) {
        client.destroy();
        return;
      }
      const upstream = connect(port, "127.0.0.1");
      sockets.add(client);
      client.on("error", () => upstream.destroy()).on("close", () => upstream.destroy());
      upstream.on("error", () => client.destroy()).on("close", () => client.destroy());
      client.pipe(upstream).pipe(client);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    return new FlakyPort((server.address() as AddressInfo).port, sockets, () => server.close());
  }

  /** Breaks all connections that there are. */
  cut(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
    this.sockets.clear();
  }

  close(): void {
    this.end();
    this.cut();
  }
}
