import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { KeyPair } from "./keyPair";

/** A port of 127.0.0.1 that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** A server that takes connections and says nothing; `close` also ends what it took. */
export async function silentServer(): Promise<{ port: number; close: () => void }> {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => sockets.push(socket)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port: (server.address() as AddressInfo).port, close };
}

/** A real sshd with configuration and keys of its own, for the user who runs the test. */
export class Sshd {
  static readonly user = userInfo().username;
  readonly hostKey: KeyPair;
  private readonly folder: string;
  private process: ChildProcess | undefined;

  constructor(
    parent: string,
    name: string,
    readonly port: number,
    authorized: KeyPair[],
    more: Record<string, string> = {},
  ) {
    this.folder = join(parent, name);
    mkdirSync(this.folder);
    this.hostKey = new KeyPair(this.folder, "host_key");
    writeFileSync(join(this.folder, "authorized_keys"), authorized.map((key) => `${key.publicKey}\n`).join(""));
    const settings = {
      ListenAddress: `127.0.0.1:${String(port)}`,
      HostKey: this.hostKey.file,
      AuthorizedKeysFile: join(this.folder, "authorized_keys"),
      PidFile: "none",
      StrictModes: "no",
      UsePAM: "no",
      PasswordAuthentication: "no",
      AcceptEnv: "COLOUR PULUMI_COMMAND_STDOUT PULUMI_COMMAND_STDERR",
      Subsystem: "sftp internal-sftp",
      MaxStartups: "100",
      // Forwarded connections are only told of at this level.
      LogLevel: "DEBUG1",
      ...more,
    };
    const lines = Object.entries(settings).map(([key, value]) => `${key} ${value}\n`);
    writeFileSync(join(this.folder, "config"), lines.join(""));
  }

  async start(): Promise<void> {
    // Where sshd as root keeps its privileges apart; Debian's unit makes it at boot.
    if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true });
    const log = join(this.folder, "log");
    this.process = spawn("/usr/sbin/sshd", ["-D", "-f", join(this.folder, "config"), "-E", log], { stdio: "ignore" });
    for (let tries = 0; tries < 100; tries++) {
      await pause(50);
      try {
        if (this.log.includes("Server listening")) return;
      } catch {
        // There is no log yet.
      }
    }
    throw new Error(`sshd did not start:\n${this.log}`);
  }

  get log(): string {
    return readFileSync(join(this.folder, "log"), "utf8");
  }

  async stop(): Promise<void> {
    if (this.process?.exitCode !== null) return;
    const ended = once(this.process, "exit");
    this.process.kill();
    await ended;
  }
}

/** An ssh-agent that holds one key. */
export class Agent {
  private constructor(
    readonly socket: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(folder: string, key: KeyPair): Promise<Agent> {
    const socket = join(folder, "agent");
    const child = spawn("ssh-agent", ["-D", "-a", socket], { stdio: ["ignore", "pipe", "ignore"] });
    // It names its socket when it listens.
    await once(child.stdout, "data");
    execFileSync("ssh-add", ["-q", key.file], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
    return new Agent(socket, child);
  }

  stop(): void {
    this.process.kill();
  }
}
