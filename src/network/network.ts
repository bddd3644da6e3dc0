import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { PhysicalNames } from "../names";
import type { NetworkSettings } from "../settings/settings";
import type { NetworkLookups } from "../lookups/network";
import { OwnNetwork } from "./ownNetwork";
import { ingressRules } from "./rules";
import { SecurityGroup } from "./securityGroup";

export interface HubNetworkArgs {
  readonly names: PhysicalNames;
  readonly settings: NetworkSettings;
  readonly lookups: NetworkLookups;
}

/** Where the server stands in the network: its port with its security group, and the address that people use. */
export class HubNetwork extends pulumi.ComponentResource {
  readonly portId: pulumi.Output<string>;
  /** The IPv4 address that people use; known before the server is made. */
  readonly address: pulumi.Output<string>;
  /** What the server needs besides its port before it can reach the outside. */
  readonly gateway: pulumi.Resource[];
  /** What must be there before the address leads to the server. */
  readonly association: pulumi.Resource[];

  constructor(name: string, args: HubNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("jupyterhub:network:HubNetwork", name, {}, opts);
    const { names, settings, lookups } = args;
    const group = new SecurityGroup(
      name,
      { name: names.securityGroup, rules: ingressRules(settings) },
      { parent: this },
    );
    const own =
      lookups.networkId === undefined && lookups.externalNetworkId !== undefined
        ? new OwnNetwork(
            name,
            {
              names,
              cidr: settings.subnetCidr,
              dnsServers: settings.dnsServers,
              externalNetworkId: lookups.externalNetworkId,
            },
            { parent: this },
          )
        : undefined;
    const port = new openstack.networking.Port(
      name,
      {
        name: names.port,
        networkId: own?.networkId ?? lookups.networkId ?? "",
        fixedIps: own && [{ subnetId: own.subnetId }],
        securityGroupIds: [group.id],
      },
      { parent: this },
    );
    this.portId = port.id;
    this.gateway = own ? [own.gateway] : [];
    const floating = this.floatingAddress(name, settings, lookups);
    this.address = floating ?? port.allFixedIps.apply((ips) => ips.find((ip) => !ip.includes(":")) ?? ips[0] ?? "");
    this.association =
      floating === undefined
        ? []
        : [
            new openstack.networking.FloatingIpAssociate(
              name,
              { floatingIp: floating, portId: port.id },
              // Neutron frees the address when the port goes; asking it to costs 5 s of waiting.
              { parent: this, dependsOn: this.gateway, deletedWith: port, deleteBeforeReplace: true },
            ),
          ];
    this.registerOutputs({ portId: this.portId, address: this.address });
  }

  private floatingAddress(
    name: string,
    settings: NetworkSettings,
    lookups: NetworkLookups,
  ): pulumi.Output<string> | undefined {
    switch (settings.address.kind) {
      case "direct":
        return undefined;
      case "owned":
        return pulumi.output(settings.address.ip);
      case "floating":
        // The address is made by itself and not with its port: so it is known while the port is still being made,
        // and the server's user data can carry it.
        return new openstack.networking.FloatingIp(name, { pool: lookups.externalNetworkName ?? "" }, { parent: this })
          .address;
    }
  }
}
