import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** PEM texts. */
export interface Pair {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate authority of the tests' own. */
export class Authority {
  private readonly folder = mkdtempSync(join(tmpdir(), "authority-"));
  private count = 0;
  /** PEM text. */
  readonly certificate: string;

  constructor() {
    const [key, certificate] = [join(this.folder, "ca.key"), join(this.folder, "ca.pem")];
    openssl(
      "req",
      "-x509",
      ...NEW_KEY,
      "-subj",
      "/CN=test authority",
      "-days",
      "2",
      "-keyout",
      key,
      "-out",
      certificate,
    );
    this.certificate = readFileSync(certificate, "utf8");
  }

  /** A server's certificate for a DNS name or an address, its authority's after it. 0 days: it expires at once. */
  issue(name: string, days = 1): Pair {
    const base = join(this.folder, String(++this.count));
    writeFileSync(`${base}.ext`, `subjectAltName=${isIP(name) === 0 ? "DNS" : "IP"}:${name}\n`);
    openssl("req", "-new", ...NEW_KEY, "-subj", `/CN=${name}`, "-keyout", `${base}.key`, "-out", `${base}.csr`);
    const signer = ["-CA", join(this.folder, "ca.pem"), "-CAkey", join(this.folder, "ca.key"), "-CAcreateserial"];
    const validity = ["-days", String(days), "-extfile", `${base}.ext`];
    openssl("x509", "-req", "-in", `${base}.csr`, ...signer, ...validity, "-out", `${base}.pem`);
    return {
      certificate: readFileSync(`${base}.pem`, "utf8") + this.certificate,
      key: readFileSync(`${base}.key`, "utf8"),
    };
  }
}

const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

function openssl(...args: readonly string[]): void {
  execFileSync("openssl", args, { stdio: "ignore" });
}
