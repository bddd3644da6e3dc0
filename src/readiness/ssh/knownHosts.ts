import { createHmac, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The public keys that known_hosts has for a host, "ssh-ed25519 AAAA…" each; none where it does not know it. */
export function knownKeys(host: string, port: number, file = join(homedir(), ".ssh", "known_hosts")): string[] {
  if (!existsSync(file)) {
    return [];
  }
  const name = port === 22 ? host : `[${host}]:${String(port)}`;
  return readFileSync(file, "utf8")
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([names = "", type = "", key]) =>
        !/^[#@]/.test(names) && type !== "" && key !== undefined && matches(names, name),
    )
    .map(([, type = "", key = ""]) => `${type} ${key}`);
}

/** Names are listed with commas, or hashed: |1|salt|HMAC-SHA1. */
function matches(names: string, name: string): boolean {
  const [, version, salt = "", hash = ""] = names.split("|");
  if (version === "1") {
    const expected = Buffer.from(hash, "base64");
    const actual = createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest();
    return expected.length === actual.length && timingSafeEqual(expected, actual);
  }
  return names.split(",").includes(name);
}
