import { utils } from "ssh2";
import { matching, refuse, type Kind } from "./kind";

const KEY = "(ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/]+=*";

/** A line of a .pub file. */
export const publicKey = matching(
  new RegExp(`^${KEY}( .*)?$`),
  'the one line of a .pub file, such as "ssh-ed25519 AAAA… you@host"',
);

/** The public key by which a server shows who it is. */
export const hostKey = matching(
  new RegExp(`^${KEY}$`),
  'what `ssh-keyscan -t ed25519 HOST` prints after the host\'s name: "ssh-ed25519 AAAA…"',
);

/** A private key that can be used without asking anybody. */
export const privateKey: Kind<string> = {
  allowed: "the whole text of a private key file without passphrase",
  parse(text) {
    const parsed = utils.parseKey(text);
    if (parsed instanceof Error) {
      refuse(text, `cannot be read as a private key (${parsed.message})`);
    }
    const [key] = [parsed].flat();
    return key?.isPrivateKey() === true ? text : refuse(text, "is a public key");
  },
};
