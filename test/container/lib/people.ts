import assert from "node:assert/strict";
import { HubClient } from "./hubClient";
import { ADDRESS } from "./machine";
import { ADMIN } from "./stack";

let authority: string | undefined;

/** From then on, clients trust nothing but this certificate. */
export function seeCertificateAuthority(pem: string): void {
  authority = pem;
}

export function person(user: string, password: string): HubClient {
  assert.ok(authority !== undefined, "The hub did not come up.");
  return new HubClient(`https://${ADDRESS}`, user, password, authority);
}

export const administrator = (password = ADMIN.password): HubClient => person(ADMIN.name, password);

/** The user of the tests, always the same session. */
export const ada = (): HubClient => (adaClient ??= person("ada", "a quiet afternoon"));
let adaClient: HubClient | undefined;
