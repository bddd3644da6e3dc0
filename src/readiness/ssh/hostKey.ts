/** A key as it stands in known_hosts, from its wire format: its first field is its type. */
export function publicKeyLine(key: Buffer): string {
  const type = key.subarray(4, 4 + key.readUInt32BE(0)).toString("ascii");
  return `${type} ${key.toString("base64")}`;
}

const ALGORITHMS = {
  "ssh-ed25519": ["ssh-ed25519"],
  "ecdsa-sha2-nistp256": ["ecdsa-sha2-nistp256"],
  "ecdsa-sha2-nistp384": ["ecdsa-sha2-nistp384"],
  "ecdsa-sha2-nistp521": ["ecdsa-sha2-nistp521"],
  "ssh-rsa": ["rsa-sha2-512", "rsa-sha2-256"],
} as const;

/** The algorithms by which a host can show one of these keys; of several kinds that it has, it must show one that we know. */
export function algorithmsFor(keys: readonly string[]) {
  const types = Object.entries(ALGORITHMS).filter(([type]) => keys.some((key) => key.startsWith(`${type} `)));
  return (types.length === 0 ? Object.entries(ALGORITHMS) : types).flatMap(([, algorithms]) => [...algorithms]);
}
