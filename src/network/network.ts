import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { PhysicalNames } from "../names";
import type { NetworkSettings } from "../settings/settings";
import type { NetworkLookups } from "../lookups/network";
import { FloatingAddress } from "./floatingAddress";
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
    if (settings.address.kind === "direct") {
      this.address = port.allFixedIps.apply((ips) => ips.find((ip) => !ip.includes(":")) ?? ips[0] ?? "");
      this.association = [];
    } else {
      const floating = new FloatingAddress(
        name,
        {
          owned: settings.address.kind === "owned" ? settings.address.ip : undefined,
          pool: lookups.externalNetworkName ?? "",
          port,
          gateway: this.gateway,
        },
        { parent: this },
      );
      this.address = floating.address;
      this.association = [floating.association];
    }
    this.registerOutputs({ portId: this.portId, address: this.address });
  }
}
