import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execute, shell } from "./machine";

/** Suites of Debian 12 as their Release files name them. */
export const SUITES = {
  main: { suite: "bookworm", label: "Debian" },
  security: { suite: "bookworm-security", label: "Debian-Security" },
};
type Name = keyof typeof SUITES;

const FOLDER = "/var/tmp/archives";
const KEY = "/etc/apt/keyrings/hubtest.asc";
const KEPT = "/root/sources.list";

/** Debian's two archives in small, signed, on the server itself and in place of those that its image names. */
export class AptArchives {
  private readonly home = mkdtempSync(join(tmpdir(), "gnupg-"));

  async open(): Promise<void> {
    this.gpg(["--quick-gen-key", "archives of a test", "ed25519", "sign", "never"]);
    await shell(`mv /etc/apt/sources.list ${KEPT}; mkdir -p /etc/apt/keyrings`);
    await write(KEY, this.gpg(["--armor", "--export"]));
    const lines = Object.entries(SUITES).map(
      ([name, { suite }]) => `deb [signed-by=${KEY}] file:${FOLDER}/${name} ${suite} main\n`,
    );
    await write("/etc/apt/sources.list", lines.join(""));
    for (const name of Object.keys(SUITES)) await this.publish(name as Name);
  }

  async close(): Promise<void> {
    await shell(`rm -r ${FOLDER} ${KEY}; mv ${KEPT} /etc/apt/sources.list`);
    execFileSync("gpgconf", ["--homedir", this.home, "--kill", "all"]);
    rmSync(this.home, { recursive: true });
  }

  /** A package of nothing; `script` runs when it is configured. */
  async add(archive: Name, name: string, version: string, script = "true"): Promise<void> {
    const control = `Package: ${name}\\nVersion: ${version}\\nArchitecture: all\\nMaintainer: test\\nDescription: test\\n`;
    await shell(`
      folder=$(mktemp --directory); mkdir "$folder/DEBIAN"; chmod 755 "$folder"
      printf '${control}' > "$folder/DEBIAN/control"
      printf '#!/bin/sh\\n${script}\\n' > "$folder/DEBIAN/postinst"; chmod 755 "$folder/DEBIAN/postinst"
      ${build(archive)}`);
    await this.publish(archive);
  }

  /** An installed package of the distribution, with a higher version and this done in its folder. */
  async addNewer(archive: Name, name: string, change: string): Promise<void> {
    await shell(`
      cd "$(mktemp --directory)"; folder=$PWD/${name}
      cp /var/cache/apt/archives/${name}_*.deb . 2>/dev/null || apt-get --option Dir::Etc::SourceList=${KEPT} download ${name}
      dpkg-deb --raw-extract ${name}_*.deb "$folder"
      sed --in-place 's/^Version: .*/&+hubtest1/' "$folder/DEBIAN/control"
      (cd "$folder"; ${change})
      ${build(archive)}`);
    await this.publish(archive);
  }

  private async publish(name: Name): Promise<void> {
    const { suite, label } = SUITES[name];
    const release = await shell(`
      mkdir -p ${FOLDER}/${name}/pool; cd ${FOLDER}/${name}
      architecture=$(dpkg --print-architecture)
      index=main/binary-$architecture/Packages
      mkdir -p dists/${suite}/main/binary-$architecture
      for file in pool/*.deb; do
        [ -e "$file" ] || continue
        dpkg-deb --field "$file"
        printf 'Filename: %s\\nSize: %s\\nSHA256: %s\\n\\n' "$file" "$(stat --format %s "$file")" "$(sha256sum "$file" | cut -c -64)"
      done > dists/${suite}/$index
      cd dists/${suite}
      printf 'Origin: Debian\\nLabel: ${label}\\nSuite: oldstable\\nCodename: ${suite}\\nDate: %s\\n' "$(date -Ru)"
      printf 'Architectures: %s\\nComponents: main\\nSHA256:\\n' "$architecture"
      printf ' %s %s %s\\n' "$(sha256sum "$index" | cut -c -64)" "$(stat --format %s "$index")" "$index"`);
    await write(`${FOLDER}/${name}/dists/${suite}/InRelease`, this.gpg(["--clearsign"], `${release}\n`));
  }

  private gpg(command: readonly string[], input = ""): string {
    const options = ["--homedir", this.home, "--batch", "--quiet", "--pinentry-mode=loopback", "--passphrase="];
    return execFileSync("gpg", [...options, ...command], { input, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] });
  }
}

/** Lines that make a package of $folder. */
function build(archive: Name): string {
  return `mkdir -p ${FOLDER}/${archive}/pool
    dpkg-deb --build -Znone --root-owner-group "$folder" ${FOLDER}/${archive}/pool >/dev/null`;
}

async function write(path: string, text: string): Promise<void> {
  const { code, stderr } = await execute(["tee", path], text);
  if (code !== 0) throw new Error(stderr);
}
