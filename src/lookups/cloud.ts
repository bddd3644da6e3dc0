import type * as pulumi from "@pulumi/pulumi";
import type { ResolvedCloud } from "../credentials/resolved";
import { Problems } from "../settings/problems";
import type { Settings } from "../settings/settings";
import { lookUpNetworks, type NetworkLookups } from "./network";
import { lookUpServer, type ServerLookups } from "./server";

/** What the settings name, as the cloud knows it. */
export interface Lookups {
  readonly network: NetworkLookups;
  readonly server: ServerLookups;
}

/**
 * Finds in the cloud what the settings name, before anything is made.
 *
 * @throws RunError that names everything that is missing
 */
export async function lookUpCloud(
  settings: Settings,
  cloud: ResolvedCloud,
  opts: pulumi.InvokeOptions,
): Promise<Lookups> {
  const problems = new Problems();
  const [network, server] = await Promise.all([
    lookUpNetworks(settings.network, problems, opts),
    lookUpServer(settings.server, problems, opts),
  ]);
  problems.throwIfAny(`Cloud ${cloud.name} does not have what the settings need:`);
  return { network, server };
}
