import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { refuse, type Kind } from "./kind";

const BEGIN = "-----BEGIN CERTIFICATE-----";

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
