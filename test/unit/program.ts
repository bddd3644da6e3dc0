import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { ResolvedCloud } from "../../src/credentials/resolved";
import { deployHub } from "../../src/hub";
import type { Lookups } from "../../src/lookups/cloud";
import type { Task } from "../../src/readiness/applyHub/task";
import type { ServerSettingsFile } from "../../src/server/settingsFile";
import type { ServerFile } from "../../src/server/tree";
import { settingsOf } from "./defaults";

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

export const LOOKUPS: Lookups = {
  dns: {},
  network: { externalNetworkId: "external-id", externalNetworkName: "external", ipVersions: [4] },
  server: { imageId: "image-id", flavorId: "flavor-id" },
};

const CLOUD: ResolvedCloud = {
  name: "test",
  sources: [],
  authType: "password",
  auth: { auth_url: "https://keystone.example/v3" },
  interface: "public",
  tls: { verify: true },
  endpointOverrides: {},
  passedAs: "name",
};

/** What the program registers for these settings, and its outputs. The mocks answer what a cloud would. */
export async function program(changes: Record<string, unknown>, lookups: Lookups = LOOKUPS) {
  const registered: Registered[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registered.push({ type, name, inputs: inputs as Record<string, unknown> });
        return { id: `${name}-id`, state: stateOf(type, inputs as Record<string, unknown>) };
      },
      call: ({ token }) => {
        throw new Error(`${token} is not expected here`);
      },
    },
    "jupyterhub-openstack",
    "test",
  );
  const provider = new openstack.Provider("cloud", { cloud: "test" });
  const outputs = await deployHub("hub", { settings: settingsOf(changes), cloud: CLOUD, lookups }, { provider });
  const shown = await new Promise<Record<string, unknown>>((resolve) => {
    pulumi.output(outputs as Record<string, unknown>).apply(resolve);
  });
  // The outputs do not wait for the resources that nobody reads from, such as the last rule.
  await pulumi.runtime.disconnect();
  const one = (type: string): Record<string, unknown> => {
    const found = registered.filter((resource) => resource.type === type);
    assert.equal(found.length, 1, `${type}: ${String(found.length)}`);
    return found[0]?.inputs ?? {};
  };
  /** What applying the hub's configuration is told. */
  const task = (): Task => {
    const apply = registered.find(({ type, name }) => type === COMMAND && name === "hub-ready");
    return JSON.parse(unwrap(apply?.inputs.stdin) as string) as Task;
  };
  /** What the hub is told by its settings file. */
  const serverSettings = (): ServerSettingsFile => {
    const { files } = JSON.parse(task().payload) as { files: ServerFile[] };
    const file = files.find(({ path }) => path === "/etc/jupyterhub-openstack/settings.json");
    return JSON.parse(file?.content ?? "{}") as ServerSettingsFile;
  };
  return {
    serverSettings,
    registered,
    outputs: shown,
    one,
    task,
    has: (type: string) => registered.some((resource) => resource.type === type),
  };
}

function stateOf(type: string, inputs: Record<string, unknown>): Record<string, unknown> {
  switch (type) {
    case "openstack:networking/floatingIp:FloatingIp":
      return { ...inputs, address: "198.51.100.60" };
    case "openstack:networking/port:Port":
      return { ...inputs, allFixedIps: ["2001:db8::5", "10.0.0.5"] };
    case "openstack:compute/keypair:Keypair":
      return { ...inputs, privateKey: inputs.publicKey === undefined ? "generated-private-key" : "" };
    case "pulumi:index:Stash":
      return { ...inputs, output: inputs.input };
    case COMMAND:
      return { ...inputs, stdout: STDOUT[inputs.create as keyof typeof STDOUT] };
    default:
      return inputs;
  }
}

export const COMMAND = "command:local:Command";
const STDOUT = {
  "src/readiness/awaitSsh/main.ts": "ssh-ed25519 AAAA",
  "src/readiness/applyHub/main.ts": JSON.stringify({ caCertificate: "PEM", hubVersion: "5" }),
};
/** Mocks see a secret with its wrapping. */
function unwrap(value: unknown): unknown {
  return pulumi.runtime.isRpcSecret(value) ? pulumi.runtime.unwrapRpcSecret(value) : value;
}

/** The text of user data. */
export function inflate(userData: string): string {
  return gunzipSync(Buffer.from(userData, "base64")).toString("utf8");
}
