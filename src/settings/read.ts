import { readFileSync } from "node:fs";
import { isIPv4 } from "node:net";
import { cidrVersion, Fields } from "./fields";
import { Problems } from "./problems";
import type { Address, Settings } from "./settings";
import { unknownKeyProblem } from "./unknownKeys";

/** Where settings are read from; what differs between a run of Pulumi and a test. */
export interface SettingsSource {
  /** The whole configuration, keys with their namespace ("jupyterhub-openstack:flavor"), every value as text. */
  readonly config: Readonly<Record<string, string>>;
  /** Whether a key (with its namespace) is stored as a secret. */
  readonly isSecret: (key: string) => boolean;
  /** The settings that Pulumi.yaml declares. */
  readonly declared: readonly string[];
  readonly project: string;
  readonly stack: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const SECRETS = ["adminPassword", "sshPrivateKey"];
// NativeAuthenticator keeps bcrypt hashes, and bcrypt silently ignores what follows the 72nd byte.
const BCRYPT_LIMIT = 72;
const PASSWORD_LEAST = 12;

/**
 * Reads and checks the settings of a stack.
 *
 * @throws RunError that names every problem at once
 */
export function readSettings(source: SettingsSource): Settings {
  const problems = new Problems();
  const prefix = `${source.project}:`;
  const values = Object.fromEntries(
    Object.entries(source.config)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), value]),
  );
  for (const key of Object.keys(values).filter((name) => !source.declared.includes(name))) {
    problems.add(unknownKeyProblem(key, source.declared));
  }
  for (const key of SECRETS.filter((name) => values[name] && !source.isSecret(prefix + name))) {
    problems.add(
      `${key} stands in Pulumi.${source.stack}.yaml in clear text. Remove it there and set it with: pulumi config set --secret ${key}`,
    );
  }
  const fields = new Fields(values, problems);
  const settings: Settings = {
    cloud: fields.optional("cloud") ?? source.environment.OS_CLOUD ?? source.stack,
    name: readName(fields, problems, source.stack),
    network: {
      address: readAddress(fields, problems),
      existing: fields.optional("network"),
      external: fields.optional("externalNetwork"),
      subnetCidr: readSubnetCidr(fields, problems),
      dnsServers: fields.addresses("dnsServers"),
      sshCidrs: readSshCidrs(fields, problems),
      webCidrs: fields.cidrs("webCidrs"),
    },
    server: {
      flavor: fields.required("flavor", "the size of the server", "m1.large"),
      image: fields.required("image", "what the server starts from", "debian-12"),
      availabilityZone: fields.optional("availabilityZone"),
      configDrive: fields.boolean("configDrive"),
      generation: fields.integer("generation", 1, "generations"),
      sshUser: fields.matching("sshUser", /^[a-z_][a-z0-9_-]*$/, "a Linux user name"),
      sshPublicKey: readPublicKey(fields, problems),
      sshPrivateKey: fields.optional("sshPrivateKey"),
      caCertificates: readCertificates(fields.list("caCertificates"), problems),
    },
    data: {
      size: fields.integer("dataVolumeSize", 1, "GB"),
      type: fields.optional("dataVolumeType"),
      existing: fields.optional("dataVolumeId"),
      keepOnDestroy: fields.boolean("keepDataOnDestroy"),
    },
    hub: {
      adminUser: fields.matching(
        "adminUser",
        /^[a-z][a-z0-9_-]{0,30}$/,
        "a lower case letter, then letters, digits, _ or -",
      ),
      adminPassword: readPassword(fields, problems),
      memoryLimit: fields.matching(
        "userMemoryLimit",
        /^[1-9]\d*[KMGT]?$/,
        "bytes, or a number with K, M, G or T, such as 2G",
      ),
      cpuLimit: fields.positive("userCpuLimit", "CPUs"),
      cullTimeout: fields.integer("cullTimeout", 0, "seconds"),
      cullEvery: fields.integer("cullEvery", 1, "seconds"),
      spawnTimeout: fields.integer("spawnTimeout", 10, "seconds"),
    },
    wait: {
      forHub: fields.boolean("waitForHub"),
      sshTimeout: fields.integer("sshTimeout", 1, "seconds"),
      installTimeout: fields.integer("installTimeout", 1, "seconds"),
    },
  };
  if (settings.server.sshPrivateKey !== undefined && settings.server.sshPublicKey === undefined) {
    problems.add(
      "sshPrivateKey is set and sshPublicKey is not. Set both, or neither to have a key pair made for the stack.",
    );
  }
  problems.throwIfAny(`The settings of stack ${source.stack} need a correction (Pulumi.${source.stack}.yaml):`);
  return settings;
}

function readName(fields: Fields, problems: Problems, stack: string): string {
  const name = fields.optional("name") ?? `jupyterhub-${stack}`;
  // The server's host name comes from it, and a host name has no other characters.
  if (!/^[a-z]([a-z0-9-]{0,48}[a-z0-9])?$/i.test(name)) {
    problems.add(
      `name is "${name}". Allowed: a letter, then letters, digits and "-", 50 at most. Set it with: pulumi config set name jupyterhub`,
    );
  }
  return name;
}

function readAddress(fields: Fields, problems: Problems): Address {
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

function readSubnetCidr(fields: Fields, problems: Problems): string {
  const cidr = fields.optional("subnetCidr") ?? "";
  if (cidrVersion(cidr) !== 4) {
    problems.add(`subnetCidr is "${cidr}". Allowed: an IPv4 range such as 10.42.0.0/24.`);
  }
  return cidr;
}

function readSshCidrs(fields: Fields, problems: Problems): string[] {
  const cidrs = fields.cidrs("sshCidrs");
  if (cidrs.length === 0 && fields.boolean("waitForHub")) {
    problems.add(
      "sshCidrs is empty, so nobody could reach the server by SSH, this machine neither. Give the ranges of your network with: " +
        "pulumi config set --path 'sshCidrs[0]' 192.0.2.0/24 (0.0.0.0/0 is everybody), or set waitForHub to false.",
    );
  }
  return cidrs;
}

function readPublicKey(fields: Fields, problems: Problems): string | undefined {
  const key = fields.optional("sshPublicKey");
  if (key !== undefined && !/^(ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/]+=*( .*)?$/.test(key)) {
    problems.add(
      `sshPublicKey does not look like one. Allowed: the one line of a .pub file, such as "ssh-ed25519 AAAA… you@host".`,
    );
  }
  return key;
}

function readPassword(fields: Fields, problems: Problems): string {
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

function readCertificates(paths: readonly string[], problems: Problems): string[] {
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
