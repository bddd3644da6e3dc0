import type { Duplex } from "node:stream";
import { Client } from "ssh2";
import { KeyRefused, SshFailure } from "./failure";
import { algorithmsFor, publicKeyLine } from "./hostKey";
import type { Identities } from "./identities";
import type { Host } from "./target";

// A slow guest takes seconds for one key exchange.
const ATTEMPT_TIMEOUT = 30_000;
// A connection that says nothing for so long is dead.
const KEEPALIVE = { keepaliveInterval: 15_000, keepaliveCountMax: 3 };

export interface LoginOptions {
  /** "the server" or "the bastion", for messages. */
  readonly who: string;
  readonly identities: Identities;
  /** Keys of which the host must show one; none: any is taken. */
  readonly hostKeys: readonly string[];
  /** The way to it; undefined: a connection of its own. */
  readonly through?: Duplex;
}

/** A host that let us in. */
export interface Login {
  readonly client: Client;
  /** "ssh-ed25519 AAAA…" */
  readonly hostKey: string;
}

/**
 * Logs in to one host, once.
 *
 * @throws SshFailure that says why not
 */
export function logIn({ host, port, user }: Host, options: LoginOptions): Promise<Login> {
  const { who, identities, hostKeys, through } = options;
  return new Promise((resolve, reject) => {
    const client = new Client();
    let hostKey = "";
    let foreign = false;
    const fail = (failure: SshFailure): void => {
      client.destroy();
      reject(failure);
    };
    client.on("ready", () => {
      resolve({ client, hostKey });
    });
    client.on("error", (error) => {
      fail(
        foreign
          ? new SshFailure(
              `${host} shows another host key than the one that is known (${hostKeys.join("; ")}): another machine answers there. Nothing was sent to it`,
              true,
            )
          : error.level === "client-authentication"
            ? new KeyRefused(`${who} refuses the key (user ${user}; tried: ${identities.described})`)
            : new SshFailure(reasonOf(error, who)),
      );
    });
    client.on("close", () => {
      fail(new SshFailure(`${who} closed the connection`));
    });
    client.connect({
      ...(through === undefined ? { host, port } : { sock: through }),
      username: user,
      authHandler: [...identities.attempts],
      readyTimeout: ATTEMPT_TIMEOUT,
      ...KEEPALIVE,
      algorithms: { serverHostKey: algorithmsFor(hostKeys) },
      hostVerifier: (key: Buffer) => {
        hostKey = publicKeyLine(key);
        foreign = hostKeys.length > 0 && !hostKeys.includes(hostKey);
        return !foreign;
      },
    });
  });
}

function reasonOf(error: Error & { code?: string }, who: string): string {
  switch (error.code) {
    case "ECONNREFUSED":
      return `${who} is up, its SSH port is closed`;
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return `${who} is not reachable yet`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `${who}'s name is not known`;
    case "ETIMEDOUT":
      return `no answer from ${who}`;
    default:
      return /timed out/i.test(error.message) ? `no answer from ${who}` : `${who}: ${error.message}`;
  }
}
