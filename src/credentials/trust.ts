import { existsSync, readFileSync } from "node:fs";
import * as tls from "node:tls";
import type { Tls } from "./resolved";

// Where Linux distributions keep the authorities that the machine trusts.
const BUNDLES = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];

/** What Node's TLS is given so that it trusts as the provider does: the entry's authority alone, else those of the machine. */
export function trustOf({ verify, cacert, cert, key }: Tls): tls.ConnectionOptions {
  return {
    rejectUnauthorized: verify,
    ca: cacert === undefined ? machineAuthorities() : readFileSync(cacert, "utf8"),
    ...(cert !== undefined && { cert: readFileSync(cert, "utf8") }),
    ...(key !== undefined && { key: readFileSync(key, "utf8") }),
  };
}

/** Node brings authorities of its own; the provider, in Go, trusts the machine's. A private cloud's is among those. */
function machineAuthorities(): string[] {
  const path = [process.env.SSL_CERT_FILE, ...BUNDLES].find((file) => file !== undefined && existsSync(file));
  return [...tls.rootCertificates, ...(path === undefined ? [] : [readFileSync(path, "utf8")])];
}
