import { refuse, type Kind } from "./kind";

// NativeAuthenticator keeps bcrypt hashes, and bcrypt silently ignores what follows the 72nd byte.
const BCRYPT_LIMIT = 72;
const LEAST = 12;

/** A password for NativeAuthenticator. Messages never repeat it. */
export const password: Kind<string> = {
  allowed: `${String(LEAST)} characters or more, ${String(BCRYPT_LIMIT)} bytes at most`,
  parse(text) {
    const [characters, bytes] = [text.length, Buffer.byteLength(text)];
    if (characters < LEAST || bytes > BCRYPT_LIMIT) {
      refuse(text, `has ${String(characters)} characters, ${String(bytes)} bytes`);
    }
    return text;
  },
};
