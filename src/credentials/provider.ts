import * as openstack from "@pulumi/openstack";
import { RunError } from "@pulumi/pulumi";
import { readCloud } from "./cloudsFile";

/**
 * The provider for the cloud's entry in clouds.yaml. It reads the entry itself, so that no password enters the state.
 *
 * @throws RunError when clouds.yaml or the entry is missing
 */
export function cloudProvider(name: string, cloud: string): openstack.Provider {
  try {
    readCloud(cloud);
  } catch (error) {
    throw new RunError(error instanceof Error ? error.message : String(error));
  }
  return new openstack.Provider(name, { cloud });
}
