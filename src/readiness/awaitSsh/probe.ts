import { Client } from "ssh2";
import type { Task } from "./task";

/** What one attempt to log in ended with. */
export type Attempt =
  | { readonly outcome: "loggedIn"; readonly hostKey: string }
  | { readonly outcome: "keyRefused" }
  | { readonly outcome: "noAnswer"; readonly reason: string };

// A slow guest takes seconds for one key exchange.
const ATTEMPT_TIMEOUT = 30_000;

// The order of Go's SSH library, which the readiness step uses: both must be shown the same one of the host's keys.
const HOST_KEY_TYPES = [
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "rsa-sha2-256",
  "rsa-sha2-512",
  "ssh-ed25519",
] as const;

/**
 * Tries once to log in.
 *
 * @throws Error when the private key cannot be read, for no later attempt can be better
 */
export function attemptLogin(task: Pick<Task, "host" | "user" | "privateKey">, port = 22): Promise<Attempt> {
  return new Promise((resolve, reject) => {
    const client = new Client();
    let hostKey = "";
    const finish = (attempt: Attempt): void => {
      client.destroy();
      resolve(attempt);
    };
    client.on("ready", () => {
      finish({ outcome: "loggedIn", hostKey });
    });
    client.on("error", (error) => {
      finish(
        error.level === "client-authentication"
          ? { outcome: "keyRefused" }
          : { outcome: "noAnswer", reason: reasonOf(error) },
      );
    });
    client.on("close", () => {
      finish({ outcome: "noAnswer", reason: "the connection was closed" });
    });
    try {
      client.connect({
        host: task.host,
        port,
        username: task.user,
        ...(task.privateKey === undefined ? { agent: process.env.SSH_AUTH_SOCK } : { privateKey: task.privateKey }),
        readyTimeout: ATTEMPT_TIMEOUT,
        algorithms: { serverHostKey: [...HOST_KEY_TYPES] },
        hostVerifier: (key: Buffer) => {
          hostKey = publicKeyLine(key);
          return true;
        },
      });
    } catch (error) {
      // ssh2 throws on a private key that it cannot read.
      reject(new Error(`The private key (setting sshPrivateKey) cannot be used: ${(error as Error).message}`));
    }
  });
}

/** A key as it stands in known_hosts, from its wire format: its first field is its type. */
export function publicKeyLine(key: Buffer): string {
  const type = key.subarray(4, 4 + key.readUInt32BE(0)).toString("ascii");
  return `${type} ${key.toString("base64")}`;
}

function reasonOf(error: Error & { code?: string }): string {
  switch (error.code) {
    case "ECONNREFUSED":
      return "the server is up, its SSH port is closed";
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return "the address is not reachable yet";
    case "ETIMEDOUT":
      return "no answer";
    default:
      return /timed out/i.test(error.message) ? "no answer" : error.message;
  }
}
