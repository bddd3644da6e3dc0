import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parse, stringify } from "yaml";
import type { ServerFile } from "./tree";

/** Bytes of base64 text that Nova takes as user data. */
export const USER_DATA_LIMIT = 65_535;

export interface UserDataOptions {
  /** PEM texts that the server must trust. */
  readonly caCertificates: readonly string[];
}

/** cloud-init/cloud-config.yaml with the files and certificates put in, as a "#cloud-config" text. */
export function cloudConfig(files: readonly ServerFile[], options: UserDataOptions): string {
  const base = parse(readFileSync(join(__dirname, "../../cloud-init/cloud-config.yaml"), "utf8")) as object;
  const config = {
    ...base,
    ...(options.caCertificates.length > 0 && { ca_certs: { trusted: options.caCertificates } }),
    write_files: files.map(({ path, mode, content }) => ({ path, permissions: mode, content })),
  };
  return `#cloud-config\n${stringify(config, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

/**
 * The server's user data: base64 of the gzipped cloud-config, which cloud-init unpacks by itself. The same input always
 * gives the same text.
 *
 * @throws Error when it is longer than Nova takes
 */
export function renderUserData(files: readonly ServerFile[], options: UserDataOptions): string {
  const userData = gzipSync(cloudConfig(files, options), { level: 9 }).toString("base64");
  if (userData.length > USER_DATA_LIMIT) {
    throw new Error(
      `The server's user data has ${String(userData.length)} bytes; Nova takes ${String(USER_DATA_LIMIT)}. ` +
        "Give fewer or smaller caCertificates.",
    );
  }
  return userData;
}
