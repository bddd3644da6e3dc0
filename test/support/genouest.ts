/** What a user of the sandbox's cloud genouest has in hand, and what the cloud's own DNS would do. */
import { chmodSync, appendFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Agent } from "undici";
import { parse, stringify } from "yaml";
import { KeyPair } from "./keyPair";

const FOLDER = process.env.SANDBOX_GENOUEST ?? "";
export const PASSWORD = "genouest";
export const BASTION = { name: "genossh.genouest.org", address: "198.51.100.4", user: "genouest" };
export const PROXY = { domain: "vm.openstack.genouest.org", address: "198.51.100.5" };
/** As the dashboard makes it: without a password. */
export const CLOUDS_FILE = join(FOLDER, "clouds.yaml");

/** A clouds.yaml that says all that the tests' own client of the cloud wants. */
export function completeCloudsFile(): string {
  const file = parse(readFileSync(CLOUDS_FILE, "utf8")) as { clouds: { genouest: { auth: object } } };
  Object.assign(file.clouds.genouest.auth, { password: PASSWORD, project_domain_name: "Default" });
  const path = join(mkdtempSync(join(tmpdir(), "genouest-")), "clouds.yaml");
  writeFileSync(path, stringify(file));
  return path;
}

/** A home folder with a key in ~/.ssh, which the bastion does not know yet, and the bastion's own in known_hosts. */
export function makeHome(): { home: string; publicKey: string } {
  const home = mkdtempSync(join(tmpdir(), "home-"));
  const ssh = join(home, ".ssh");
  const keys = new KeyPair();
  const hostKey = readFileSync(join(FOLDER, "genouest_bastion_key.pub"), "utf8");
  mkdirSync(ssh, { mode: 0o700 });
  writeFileSync(join(ssh, "id_ed25519"), keys.privateKey, { mode: 0o600 });
  writeFileSync(join(ssh, "known_hosts"), `${BASTION.name},${BASTION.address} ${hostKey}`);
  return { home, publicKey: keys.publicKey };
}

export function letIn(publicKey: string): void {
  appendFileSync(join(FOLDER, "authorized_keys"), `${publicKey}\n`);
}

/** Leads every name to the proxy, as the cloud's DNS does, and trusts the authority that signed its certificate alone. */
export function proxied(): Agent {
  return new Agent({
    connect: {
      ca: readFileSync(join(FOLDER, "authority.pem"), "utf8"),
      lookup: (_name, _options, done) => {
        done(null, [{ address: PROXY.address, family: 4 }]);
      },
    },
  });
}

/** A PATH where `pulumi` finds the bastion by its name: it runs with an /etc/hosts of its own. */
export function pathWithBastion(): string {
  const folder = mkdtempSync(join(tmpdir(), "hosts-"));
  writeFileSync(join(folder, "hosts"), `${readFileSync("/etc/hosts", "utf8")}\n${BASTION.address} ${BASTION.name}\n`);
  writeFileSync(
    join(folder, "pulumi"),
    `#!/bin/sh
PATH=\${PATH#*${delimiter}}
exec unshare --mount sh -c 'mount --bind ${folder}/hosts /etc/hosts && exec pulumi "$@"' pulumi "$@"
`,
  );
  chmodSync(join(folder, "pulumi"), 0o755);
  return [folder, process.env.PATH].join(delimiter);
}
