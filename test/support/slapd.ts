import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Pair } from "./certificates";

const SUFFIX = "dc=example,dc=org";

export const PEOPLE = `ou=people,${SUFFIX}`;
export const GROUPS = `ou=groups,${SUFFIX}`;
/** The one account that may search. */
export const SEARCHER = { dn: `cn=hub,${SUFFIX}`, password: "kept by the searcher" };

/** Somebody in the directory. */
export interface Entry {
  readonly uid: string;
  readonly password: string;
}

/** What is in a directory. */
export interface Content {
  readonly people: readonly Entry[];
  /** Names of people by group: posixGroup, which names them, and groupOfNames, which has their entries. */
  readonly posixGroups: Readonly<Record<string, readonly string[]>>;
  readonly namedGroups: Readonly<Record<string, readonly string[]>>;
}

/**
 * A real slapd with a directory of its own, on the standard ports of one address: LDAP with StartTLS, and LDAPS. Nobody is
 * shown anything without having said who he is. It takes an empty password for an anonymous login, as directories may.
 */
export class Slapd {
  private readonly folder = mkdtempSync(join(tmpdir(), "slapd-"));
  private process: ChildProcess | undefined;

  constructor(
    private readonly address: string,
    { certificate, key }: Pair,
  ) {
    this.write("certificate.pem", certificate);
    this.write("key.pem", key);
    this.write("slapd.conf", configuration(this.folder));
  }

  /** Gives it this content, and none of what it had. It must not run. */
  load(content: Content): void {
    const data = this.file("data");
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data);
    const file = this.write("content.ldif", ldif(content));
    execFileSync("/usr/sbin/slapadd", ["-q", "-f", this.file("slapd.conf"), "-l", file], { stdio: "ignore" });
  }

  async start(): Promise<void> {
    const urls = `ldap://${this.address} ldaps://${this.address}`;
    this.process = spawn("/usr/sbin/slapd", ["-d", "0", "-h", urls, "-f", this.file("slapd.conf")], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    for (let tries = 0; tries < 600; tries++) {
      if (await answers(this.address, 636)) return;
      if (this.process.exitCode !== null) break;
      await pause(50);
    }
    throw new Error(`slapd did not start; its exit code: ${String(this.process.exitCode)}`);
  }

  async stop(): Promise<void> {
    if (this.process?.exitCode !== null) return;
    const ended = once(this.process, "exit");
    this.process.kill();
    await ended;
  }

  /** It takes connections and says nothing, until it goes on. */
  pause(): void {
    this.process?.kill("SIGSTOP");
  }

  goOn(): void {
    this.process?.kill("SIGCONT");
  }

  /** Stops it and takes its data away. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }

  private file(name: string): string {
    return join(this.folder, name);
  }

  private write(name: string, content: string): string {
    writeFileSync(this.file(name), content, { mode: 0o600 });
    return this.file(name);
  }
}

function configuration(folder: string): string {
  const schemas = ["core", "cosine", "nis", "inetorgperson"];
  return `${schemas.map((name) => `include /etc/ldap/schema/${name}.schema\n`).join("")}
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${folder}/pid
TLSCertificateFile ${folder}/certificate.pem
TLSCertificateKeyFile ${folder}/key.pem
security simple_bind=128
allow bind_anon_dn
database mdb
suffix "${SUFFIX}"
directory ${folder}/data
maxsize 16777216
access to attrs=userPassword by anonymous auth by * none
access to * by users read by * none
`;
}

function ldif({ people, posixGroups, namedGroups }: Content): string {
  const unit = (dn: string) => ({ dn, objectClass: "organizationalUnit" });
  const entries: readonly Readonly<Record<string, string | readonly string[]>>[] = [
    { dn: SUFFIX, objectClass: ["dcObject", "organization"], o: "example" },
    unit(PEOPLE),
    unit(GROUPS),
    { dn: SEARCHER.dn, objectClass: ["organizationalRole", "simpleSecurityObject"], ...secret(SEARCHER.password) },
    ...people.map(({ uid, password }) => ({
      dn: dnOf(uid),
      objectClass: "inetOrgPerson",
      cn: `${uid} Example`,
      sn: "Example",
      mail: `${uid}@example.org`,
      ...secret(password),
    })),
    ...Object.entries(posixGroups).map(([name, memberUid], index) => ({
      dn: `cn=${name},${GROUPS}`,
      objectClass: "posixGroup",
      gidNumber: String(index + 5000),
      memberUid,
    })),
    ...Object.entries(namedGroups).map(([name, members]) => ({
      dn: `cn=${name},${GROUPS}`,
      objectClass: "groupOfNames",
      member: members.map(dnOf),
    })),
  ];
  return entries
    .map((entry) =>
      Object.entries(entry)
        .flatMap(([name, values]) => [values].flat().map((value) => `${name}: ${value}\n`))
        .join(""),
    )
    .join("\n");
}

function dnOf(uid: string): string {
  return `uid=${uid},${PEOPLE}`;
}

function secret(password: string): { userPassword: string } {
  const salt = randomBytes(8);
  const digest = createHash("sha1").update(password).update(salt).digest();
  return { userPassword: `{SSHA}${Buffer.concat([digest, salt]).toString("base64")}` };
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => {
      resolve(false);
    });
  });
}
