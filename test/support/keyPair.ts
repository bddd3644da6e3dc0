import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A pair of SSH keys in files, made by ssh-keygen: of those that ssh2 makes one in some 200 cannot be read. */
export class KeyPair {
  readonly file: string;

  constructor(folder = mkdtempSync(join(tmpdir(), "key-")), name = "key", password = "") {
    this.file = join(folder, name);
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", password, "-C", "", "-f", this.file]);
  }

  get privateKey(): string {
    return readFileSync(this.file, "utf8");
  }

  get publicKey(): string {
    return readFileSync(`${this.file}.pub`, "utf8").trim();
  }
}
