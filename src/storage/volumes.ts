import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { BackupSettings, DataSettings } from "../settings/settings";

/** How a volume is made or found; an existing one is used and never changed or deleted. */
type VolumeSettings = Pick<DataSettings, "existing" | "size" | "type">;

interface VolumeArgs {
  /** In the cloud. */
  readonly physicalName: string;
  readonly description: string;
  readonly settings: VolumeSettings;
  /** Whether `pulumi destroy` leaves it in the cloud. */
  readonly keepOnDestroy: boolean;
}

/** The volume with homes, accounts and the hub's state: a new one, or the one that the settings name. Answers its id. */
export function dataVolume(
  name: string,
  physicalName: string,
  settings: DataSettings,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const description = "JupyterHub: homes, accounts and state";
  const { keepOnDestroy } = settings;
  return volume(`${name}-data`, { physicalName, description, settings, keepOnDestroy }, opts);
}

/** The volume that backups go to. It outlives the stack whatever the settings say. Answers its id. */
export function backupVolume(
  name: string,
  physicalName: string,
  { existing, volumeSize: size, volumeType: type }: BackupSettings,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const description = "JupyterHub: backups";
  const settings = { existing, size, type };
  return volume(`${name}-backup`, { physicalName, description, settings, keepOnDestroy: true }, opts);
}

function volume(
  name: string,
  { physicalName, description, settings, keepOnDestroy }: VolumeArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  if (settings.existing !== undefined) {
    return pulumi.output(settings.existing);
  }
  return new openstack.blockstorage.Volume(
    name,
    {
      name: physicalName,
      description,
      size: settings.size,
      volumeType: settings.type,
      // Growing it must not wait until the hub is down.
      enableOnlineResize: true,
    },
    {
      ...opts,
      retainOnDelete: keepOnDestroy,
      // A change of these would replace the volume by a new, empty one.
      ignoreChanges: ["volumeType", "availabilityZone", "snapshotId", "imageId"],
    },
  ).id;
}
