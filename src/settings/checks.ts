import { readFileSync } from "node:fs";
import { isIPv4 } from "node:net";
import { cidrVersion, type Fields } from "./fields";
import type { Problems } from "./problems";
import type { Address } from "./settings";

// Each function reads one setting that has rules of its own, and notes what is wrong with it.

// NativeAuthenticator keeps bcrypt hashes, and bcrypt silently ignores what follows the 72nd byte.
const BCRYPT_LIMIT = 72;
const PASSWORD_LEAST = 12;

/** The first part of all names; not set: from the stack's. */
export function readName(fields: Fields, problems: Problems, stack: string): string {
  const name = fields.optional("name") ?? `jupyterhub-${stack}`;
  // The server's host name comes from it, and a host name has no other characters.
  if (!/^[a-z]([a-z0-9-]{0,48}[a-z0-9])?$/i.test(name)) {
    problems.add(
      `name is "${name}". Allowed: a letter, then letters, digits and "-", 50 at most. Set it with: pulumi config set name jupyterhub`,
    );
  }
  return name;
}

/** How the hub is reached. */
export function readAddress(fields: Fields, problems: Problems): Address {
  const value = fields.optional("address") ?? "floating";
  if (value === "floating" || value === "direct") {
    return { kind: value };
  }
  if (!isIPv4(value)) {
    problems.add(
      `address is "${value}". Allowed: floating, direct, or the IPv4 address of a floating IP that the project owns.`,
    );
  }
  return { kind: "owned", ip: value };
}

/** An IPv4 range. */
export function readSubnetCidr(fields: Fields, problems: Problems): string {
  const cidr = fields.optional("subnetCidr") ?? "";
  if (cidrVersion(cidr) !== 4) {
    problems.add(`subnetCidr is "${cidr}". Allowed: an IPv4 range such as 10.42.0.0/24.`);
  }
  return cidr;
}

/** Ranges; there must be one where this machine is to reach the server. */
export function readSshCidrs(fields: Fields, problems: Problems): string[] {
  const cidrs = fields.cidrs("sshCidrs");
  if (cidrs.length === 0 && fields.boolean("waitForHub")) {
    problems.add(
      "sshCidrs is empty, so nobody could reach the server by SSH, this machine neither. Give the ranges of your network with: " +
        "pulumi config set --path 'sshCidrs[0]' 192.0.2.0/24 (0.0.0.0/0 is everybody), or set waitForHub to false.",
    );
  }
  return cidrs;
}

/** A line of a .pub file. */
export function readPublicKey(fields: Fields, problems: Problems): string | undefined {
  const key = fields.optional("sshPublicKey");
  if (key !== undefined && !/^(ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/]+=*( .*)?$/.test(key)) {
    problems.add(
      `sshPublicKey does not look like one. Allowed: the one line of a .pub file, such as "ssh-ed25519 AAAA… you@host".`,
    );
  }
  return key;
}

/** The administrator's password. Messages never repeat it. */
export function readPassword(fields: Fields, problems: Problems): string {
  const password = fields.optional("adminPassword");
  if (password === undefined) {
    problems.add("adminPassword is not set. Set it with: pulumi config set --secret adminPassword");
    return "";
  }
  if (password.length < PASSWORD_LEAST || Buffer.byteLength(password) > BCRYPT_LIMIT) {
    problems.add(
      `adminPassword has ${String(password.length)} characters. Allowed: ${String(PASSWORD_LEAST)} characters or more, ` +
        `${String(BCRYPT_LIMIT)} bytes at most. Set it with: pulumi config set --secret adminPassword`,
    );
  }
  return password;
}

/** The PEM texts in these files. */
export function readCertificates(paths: readonly string[], problems: Problems): string[] {
  return paths.map((path) => {
    try {
      const text = readFileSync(path, "utf8");
      if (!text.includes("-----BEGIN CERTIFICATE-----")) {
        problems.add(`caCertificates names ${path}, which holds no PEM certificate ("-----BEGIN CERTIFICATE-----").`);
      }
      return text.trim() + "\n";
    } catch (error) {
      problems.add(
        `caCertificates names ${path}, which cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`,
      );
      return "";
    }
  });
}
