import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";

export interface FloatingAddressArgs {
  /** A floating IP that the project owns already; undefined: a new one. */
  readonly owned: string | undefined;
  /** Name of the external network that a new one comes from. */
  readonly pool: string;
  /** The port that the address leads to. */
  readonly port: openstack.networking.Port;
  /** What joins the port's subnet to the external network. */
  readonly gateway: readonly pulumi.Resource[];
}

/**
 * A floating IP, and its way to the port. An owned one is only led to the port: the stack never gives it back to the cloud.
 *
 * A component because of the time that `pulumi destroy` takes: the engine deletes level by level, and here the address is on
 * the same level as the network and the security group.
 */
export class FloatingAddress extends pulumi.ComponentResource {
  /** IPv4; known before the port is. */
  readonly address: pulumi.Output<string>;
  readonly association: pulumi.Resource;

  constructor(name: string, args: FloatingAddressArgs, opts?: pulumi.ComponentResourceOptions) {
    super("jupyterhub:network:FloatingAddress", name, {}, opts);
    // Made by itself and not with its port: so it is known while the port is still being made, and the server's user data
    // can carry it.
    this.address =
      args.owned === undefined
        ? new openstack.networking.FloatingIp(name, { pool: args.pool }, { parent: this }).address
        : pulumi.output(args.owned);
    this.association = new openstack.networking.FloatingIpAssociate(
      name,
      { floatingIp: this.address, portId: args.port.id },
      // Neutron frees the address when the port goes; asking it to costs 5 s of waiting.
      { parent: this, dependsOn: [...args.gateway], deletedWith: args.port, deleteBeforeReplace: true },
    );
    this.registerOutputs({ address: this.address });
  }
}
