import assert from "node:assert/strict";
import { HubClient } from "./hubClient";
import { ADDRESS } from "./machine";
import { ADMIN } from "./stack";

/** What the hub says of somebody. */
interface User {
  readonly admin: boolean;
  readonly groups: readonly string[];
}

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

/** The administrator, logged in. */
export async function chief(): Promise<HubClient> {
  const client = administrator();
  assert.equal(await client.logIn(), true);
  return client;
}

/** Somebody who keeps one session, which begins when the hub is there. */
export function lasting(user: string, password: string): () => HubClient {
  let client: HubClient | undefined;
  return () => (client ??= person(user, password));
}

/** The user of the tests. */
export const ada = lasting("ada", "a quiet afternoon");

/** ada, logged in, and at her running server. */
export async function adaAtWork(): Promise<HubClient> {
  assert.equal(await ada().logIn(), true);
  if ((await ada().server()) === undefined) await ada().spawn();
  else await ada().enter();
  return ada();
}

/** What the hub says of somebody to its administrator; undefined where it knows nobody of that name. */
export async function userOf(name: string): Promise<User | undefined> {
  const { status, text } = await (await chief()).api("GET", `/users/${name}`);
  return status === 404 ? undefined : (JSON.parse(text) as User);
}
