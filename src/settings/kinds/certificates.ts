import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { refuse, type Kind } from "./kind";

const BEGIN = "-----BEGIN CERTIFICATE-----";
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The path of a PEM file; read, the PEM text in it. */
export const certificateFile: Kind<string> = {
  allowed: "the path of a PEM file with certificates",
  parse(path) {
    const pem = readPem(path);
    if (!pem.includes(BEGIN)) {
      refuse(path, `names ${path}, which holds no PEM certificate ("${BEGIN}")`);
    }
    try {
      new X509Certificate(pem);
    } catch {
      refuse(path, `names ${path}, whose first certificate cannot be read`);
    }
    return pem;
  },
};

/** The path of a PEM file with a server's certificate and those that lead from it to its authority; read, their PEM text. */
export const certificateChain: Kind<string> = {
  allowed: "the path of a PEM file: the server's certificate first, then each that signed the one before",
  parse(path) {
    const pem = certificateFile.parse(path);
    const chain = certificatesIn(pem, path);
    const now = Date.now();
    for (const [index, certificate] of chain.entries()) {
      const which = `names ${path}, whose certificate ${String(index + 1)} (${nameOf(certificate)})`;
      if (Date.parse(certificate.validTo) < now) {
        refuse(path, `${which} has expired on ${certificate.validTo}`);
      }
      if (Date.parse(certificate.validFrom) > now) {
        refuse(path, `${which} is not valid before ${certificate.validFrom}`);
      }
      const signer = chain[index + 1];
      if (signer !== undefined && !certificate.checkIssued(signer)) {
        refuse(path, `${which} was not signed by the next one (${nameOf(signer)})`);
      }
    }
    return pem;
  },
};

/** The private key of a certificate. */
export const certificateKey: Kind<string> = {
  allowed: "the whole text of a PEM file with a private key without passphrase",
  parse(text) {
    try {
      createPrivateKey(text);
    } catch {
      refuse(text, "cannot be read as a private key without passphrase");
    }
    return text;
  },
};

/** Whether the key is that of the chain's first certificate. */
export function belongTogether(chain: string, key: string): boolean {
  return new X509Certificate(chain).checkPrivateKey(createPrivateKey(key));
}

/** Whether the chain's first certificate is for this name or address, an IPv6 address without brackets. */
export function certifies(chain: string, host: string): boolean {
  const certificate = new X509Certificate(chain);
  return (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined;
}

/** For what names and addresses the chain's first certificate is, in words. */
export function certifiedNames(chain: string): string {
  return new X509Certificate(chain).subjectAltName ?? "no name";
}

function certificatesIn(pem: string, path: string): X509Certificate[] {
  return (pem.match(CERTIFICATE) ?? []).map((text, index) => {
    try {
      return new X509Certificate(text);
    } catch {
      return refuse(path, `names ${path}, whose certificate ${String(index + 1)} cannot be read`);
    }
  });
}

function nameOf({ subject }: X509Certificate): string {
  return subject.split("\n").at(-1) ?? subject;
}

function readPem(path: string): string {
  try {
    return readFileSync(path, "utf8").trim() + "\n";
  } catch (error) {
    return refuse(
      path,
      `names ${path}, which cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
    );
  }
}
