import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { DataSettings } from "../settings/settings";

/**
 * The volume with homes, accounts and the hub's state: a new one, or the one that the settings name.
 *
 * A volume that the settings name is not the stack's: the stack uses it and never changes or deletes it.
 *
 * @param physicalName the new volume's name in the cloud
 * @returns the volume's id
 */
export function dataVolume(
  name: string,
  physicalName: string,
  settings: DataSettings,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  if (settings.existing !== undefined) {
    return pulumi.output(settings.existing);
  }
  return new openstack.blockstorage.Volume(
    `${name}-data`,
    {
      name: physicalName,
      description: "JupyterHub: homes, accounts and state",
      size: settings.size,
      volumeType: settings.type,
      // Growing it must not wait until the hub is down.
      enableOnlineResize: true,
    },
    {
      ...opts,
      retainOnDelete: settings.keepOnDestroy,
      // A change of these would replace the volume by a new, empty one.
      ignoreChanges: ["volumeType", "availabilityZone", "snapshotId", "imageId"],
    },
  ).id;
}
