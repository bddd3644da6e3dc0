import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";

export interface OwnNetworkArgs {
  /** Physical names. */
  readonly names: { readonly network: string; readonly subnet: string; readonly router: string };
  /** IPv4 range of the subnet. */
  readonly cidr: string;
  /** Name servers of the subnet; empty: the cloud's own. */
  readonly dnsServers: readonly string[];
  /** Id of the network that the router's gateway is on. */
  readonly externalNetworkId: string;
}

/** A network with one subnet, and a router to the outside. */
export class OwnNetwork extends pulumi.ComponentResource {
  readonly networkId: pulumi.Output<string>;
  readonly subnetId: pulumi.Output<string>;
  /** What must be there before something in the network reaches the outside. */
  readonly gateway: pulumi.Resource;

  constructor(name: string, args: OwnNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("jupyterhub:network:OwnNetwork", name, {}, opts);
    const network = new openstack.networking.Network(name, { name: args.names.network }, { parent: this });
    const subnet = new openstack.networking.Subnet(
      name,
      { name: args.names.subnet, networkId: network.id, cidr: args.cidr, dnsNameservers: [...args.dnsServers] },
      // Neutron deletes a network's subnets with it.
      { parent: this, deletedWith: network },
    );
    const router = new openstack.networking.Router(
      name,
      { name: args.names.router, externalNetworkId: args.externalNetworkId },
      { parent: this },
    );
    this.gateway = new openstack.networking.RouterInterface(
      name,
      { routerId: router.id, subnetId: subnet.id },
      { parent: this },
    );
    this.networkId = network.id;
    this.subnetId = subnet.id;
    this.registerOutputs({ networkId: this.networkId, subnetId: this.subnetId });
  }
}
