import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { utils, type AnyAuthMethod } from "ssh2";
import { SshFailure } from "./failure";
import type { Host } from "./target";

// As ssh itself names and orders them.
const FILES = ["id_ed25519", "id_ecdsa", "id_rsa"];
const WINDOWS_AGENT = "\\\\.\\pipe\\openssh-ssh-agent";

/** With what a host is asked to let us in, and how that is called in a message. */
export interface Identities {
  readonly attempts: readonly AnyAuthMethod[];
  readonly described: string;
}

/**
 * The key that is given, else what ssh itself would try.
 *
 * @throws SshFailure, final, when the given key cannot be read, or there is nothing to try
 */
export function identitiesFor({ user, privateKey }: Host, setting: string): Identities {
  if (privateKey !== undefined) {
    const key = utils.parseKey(privateKey);
    if (key instanceof Error) {
      throw new SshFailure(`The private key (setting ${setting}) cannot be used: ${key.message}`, true);
    }
    return {
      attempts: [{ type: "publickey", username: user, key: privateKey }],
      described: `the key of setting ${setting}`,
    };
  }
  const agent = process.env.SSH_AUTH_SOCK ?? (process.platform === "win32" ? WINDOWS_AGENT : undefined);
  const files = FILES.map((name) => join(homedir(), ".ssh", name)).filter(isUsable);
  const described = [...(agent === undefined ? [] : ["the SSH agent's keys"]), ...files];
  if (described.length === 0) {
    throw new SshFailure(
      `There is no key to log in with: no SSH agent (SSH_AUTH_SOCK), and no file without a passphrase among ${FILES.join(", ")} in ~/.ssh. ` +
        `Start an agent and add the key (ssh-add), or set it with: pulumi config set --secret ${setting} < FILE`,
      true,
    );
  }
  return {
    attempts: [
      ...(agent === undefined ? [] : [{ type: "agent" as const, username: user, agent }]),
      ...files.map((path) => ({ type: "publickey" as const, username: user, key: readFileSync(path) })),
    ],
    described: described.join(", "),
  };
}

/** Whether it is a private key that needs no passphrase, which nobody is there to type. */
function isUsable(path: string): boolean {
  return existsSync(path) && !(utils.parseKey(readFileSync(path)) instanceof Error);
}
