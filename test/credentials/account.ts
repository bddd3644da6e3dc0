import { randomUUID } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { Cloud } from "../support/cloud";
import { TestStack } from "../support/stack";

export const URL = "http://198.51.100.2:5000/v3";
const DOMAINS = { user_domain_name: "Default", project_domain_name: "Default" };

export type Auth = Record<string, string>;

/** A user of the project demo, whose password no other text contains. */
export interface Account {
  readonly id: string;
  readonly username: string;
  readonly password: string;
}

export async function makeAccount(admin: Cloud): Promise<Account> {
  const { projectId } = await Cloud.open();
  const username = `user-${randomUUID().slice(0, 8)}`;
  const password = randomUUID();
  const { user } = await admin.must<{ user: { id: string } }>("identity", "POST", "/users", {
    user: { name: username, password, domain_id: "default", default_project_id: projectId },
  });
  const member = (await admin.list("identity", "/roles?name=member"))[0]?.id ?? "";
  await admin.must("identity", "PUT", `/projects/${projectId}/users/${user.id}/roles/${member}`);
  return { id: user.id, username, password };
}

/** The account's own view of the cloud. */
export function openAs(account: Account): Promise<Cloud> {
  const file = join(mkdtempSync(join(tmpdir(), "account-")), "clouds.yaml");
  writeFileSync(file, stringify(clouds(passwordAuth(account))["clouds.yaml"]));
  return Cloud.open("lab", file);
}

export function passwordAuth({ username, password }: Account): Auth {
  return { auth_url: URL, username, password, project_name: "demo", ...DOMAINS };
}

/** A clouds.yaml with one entry, "lab". */
export function clouds(auth: Auth, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { "clouds.yaml": { clouds: { lab: { auth, region_name: "RegionOne", ...more } } } };
}

export interface Situation {
  /** By name, in the project's folder. */
  readonly files?: Record<string, unknown>;
  readonly environment?: Record<string, string>;
  readonly settings?: Record<string, unknown>;
}

/** `pulumi up` with the provider alone; the stack, and what it was let in as. */
export async function up({ files = {}, environment = {}, settings = {} }: Situation) {
  const name = `credentials-${randomUUID().slice(0, 8)}`;
  // The sandbox's own file must not be found.
  const clean = { OS_CLIENT_CONFIG_FILE: "", ...environment };
  const stack = await TestStack.create(name, { name, ...settings }, {}, clean, "test/credentials/program.ts");
  writeFiles(stack, files);
  await stack.up();
  const outputs = await stack.outputs();
  return { stack, value: (output: string) => outputs[output]?.value };
}

export function writeFiles(stack: TestStack, files: Record<string, unknown>): void {
  for (const [file, content] of Object.entries(files)) {
    writeFileSync(join(stack.folder, file), stringify(content));
  }
}

/** The provider in the state: its inputs with secrets in clear text, and the whole state as it is stored. */
export function providerOf(stack: TestStack) {
  return { inputs: stack.resource("pulumi:providers:openstack"), stored: stack.state() };
}
