import type { Duplex } from "node:stream";
import type { Client } from "ssh2";
import { KeyRefused, SshFailure } from "./failure";
import { identitiesFor } from "./identities";
import { knownKeys } from "./knownHosts";
import { logIn, type Login } from "./login";
import type { Host, Target } from "./target";

/** A server that let us in. */
export interface Connection extends Login {
  /** Closes it, and the bastion's. */
  close(): void;
}

/**
 * Logs in to the server, through its bastion if it has one. Each call is an attempt of its own, with fresh connections: a first
 * handshake that fails spoils nothing.
 *
 * @throws SshFailure that says which of the two hosts did not let us through, and why; final where no later attempt can be better
 */
export async function connect(target: Target): Promise<Connection> {
  const server = {
    who: "the server",
    identities: identitiesFor(target, "sshPrivateKey"),
    hostKeys: target.hostKey === undefined ? [] : [target.hostKey],
  };
  const { bastion } = target;
  if (bastion === undefined) {
    const login = await logIn(target, server);
    return { ...login, close: () => login.client.end() };
  }
  const hop = await logInToBastion(bastion);
  const close = () => hop.client.end();
  try {
    const login = await logIn(target, { ...server, through: await forward(hop.client, target, bastion) });
    login.client.on("close", close);
    return { ...login, close: () => login.client.end() };
  } catch (error) {
    close();
    throw error;
  }
}

async function logInToBastion(bastion: Host): Promise<Login> {
  const known = bastion.hostKey === undefined ? knownKeys(bastion.host, bastion.port) : [bastion.hostKey];
  const identities = identitiesFor(bastion, "bastionPrivateKey");
  try {
    return await logIn(bastion, { who: `the bastion ${bastion.host}`, identities, hostKeys: known });
  } catch (error) {
    // It has been up for long: it will not take later what it refuses now.
    throw error instanceof KeyRefused ? new SshFailure(error.message, true) : error;
  }
}

function forward(client: Client, { host, port }: Host, bastion: Host): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const failed = (why: string, final = false): void => {
      reject(new SshFailure(why, final));
    };
    client.on("error", (error) => {
      failed(`the bastion ${bastion.host}: ${error.message}`);
    });
    client.on("close", () => {
      failed(`the bastion ${bastion.host} closed the connection`);
    });
    client.forwardOut("127.0.0.1", 0, host, port, (error, stream) => {
      if (error === undefined) {
        resolve(stream);
        return;
      }
      // RFC 4254: 1 is "administratively prohibited".
      const forbidden = (error as Error & { reason?: number }).reason === 1;
      failed(
        forbidden
          ? `the bastion ${bastion.host} forbids connections to the server (AllowTcpForwarding, PermitOpen)`
          : `the bastion ${bastion.host} does not reach the server: ${error.message}`,
        forbidden,
      );
    });
  });
}
