import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { Recipe } from "./recipe";

export interface HubServerArgs {
  /** Physical name, also the host name. */
  readonly name: string;
  readonly flavorId: string;
  readonly recipe: pulumi.Output<Recipe>;
  readonly portId: pulumi.Output<string>;
  readonly volumeId: pulumi.Output<string>;
  /** undefined: backups go elsewhere, or nowhere. */
  readonly backupVolumeId: pulumi.Output<string> | undefined;
  /** Raising it replaces the server. */
  readonly generation: number;
  /** What must be there before the server can reach the outside. */
  readonly gateway: readonly pulumi.Resource[];
}

/** The server, with its volumes attached. */
export class HubServer extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly attachments: pulumi.Resource[];

  constructor(name: string, args: HubServerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("jupyterhub:server:HubServer", name, {}, opts);
    const { recipe } = args;
    const server = new openstack.compute.Instance(
      name,
      {
        name: args.name,
        flavorId: args.flavorId,
        imageId: recipe.imageId,
        keyPair: recipe.keyPair,
        userData: recipe.userData,
        configDrive: recipe.configDrive,
        availabilityZone: recipe.availabilityZone as pulumi.Output<string>,
        networks: [{ port: args.portId }],
      },
      {
        parent: this,
        dependsOn: [...args.gateway],
        replacementTrigger: args.generation,
        // Port and volume can be on one server only, so the old one goes first.
        deleteBeforeReplace: true,
      },
    );
    const attach = (logicalName: string, volumeId: pulumi.Output<string>, dependsOn: pulumi.Resource[]) =>
      new openstack.compute.VolumeAttach(
        logicalName,
        { instanceId: server.id, volumeId },
        // Nova frees the volume when the server goes; detaching it from a running guest takes longer, or never ends.
        { parent: this, dependsOn, deletedWith: server, deleteBeforeReplace: true },
      );
    const data = attach(name, args.volumeId, []);
    // One after the other: Nova gives disks their places by what it finds taken.
    this.attachments =
      args.backupVolumeId === undefined ? [data] : [data, attach(`${name}-backup`, args.backupVolumeId, [data])];
    this.id = server.id;
    this.registerOutputs({ id: this.id });
  }
}
