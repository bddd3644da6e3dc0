import {
  readAddress,
  readCertificates,
  readName,
  readPassword,
  readPublicKey,
  readSshCidrs,
  readSubnetCidr,
} from "./checks";
import { Fields } from "./fields";
import { Problems } from "./problems";
import type { Settings } from "./settings";
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

/**
 * Reads and checks the settings of a stack.
 *
 * @throws ProblemsError that names every problem at once
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
    cloud: fields.optional("cloud"),
    region: fields.optional("region"),
    stack: source.stack,
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
