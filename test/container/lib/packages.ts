import assert from "node:assert/strict";
import type { HubClient } from "./hubClient";
import { shell } from "./machine";
import { chief } from "./people";

/** Where the environments beside the base set are. */
export const PYTHON = "/opt/jupyterhub/python";
/** The base set's. */
export const BASE = "/opt/jupyterhub/user-environment";

/** Where a kernel's Python is from. */
export const PREFIX = "import sys; print(sys.prefix)";

/** The folders of the builds that there are, by their names. */
export async function builds(): Promise<string[]> {
  return (await shell(`ls ${PYTHON}/builds 2>/dev/null || true`)).split("\n").filter((name) => name !== "");
}

/** Somebody with a running server. */
export async function withServer(client: HubClient): Promise<void> {
  await client.signUp();
  await (await chief()).authorise(client.user);
  assert.equal(await client.logIn(), true);
  await client.spawn();
}

/** Takes somebody away, with all files. */
export async function without({ user }: HubClient): Promise<void> {
  assert.equal((await (await chief()).api("DELETE", `/users/${user}`)).status, 204);
  await shell(`userdel --remove jupyter-${user} 2>&1`);
}
