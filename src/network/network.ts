import { isIPv4, isIPv6 } from "node:net";
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { PhysicalNames } from "../names";
import type { NetworkSettings, Tls } from "../settings/settings";
import type { NetworkLookups } from "../lookups/network";
import { FloatingAddress } from "./floatingAddress";
import { OwnNetwork } from "./ownNetwork";
import { ingressRules } from "./rules";
import { SecurityGroup } from "./securityGroup";

export interface HubNetworkArgs {
  readonly names: PhysicalNames;
  readonly settings: NetworkSettings;
  readonly tls: Tls;
  readonly lookups: NetworkLookups;
}

/** Where the server stands in the network: its port with its security group, and the address that people use. */
export class HubNetwork extends pulumi.ComponentResource {
  readonly portId: pulumi.Output<string>;
  /** The addresses that lead to the server, IPv4 before IPv6, at least one; known before the server is made. */
  readonly addresses: pulumi.Output<string[]>;
  /** The first of them. */
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
      { name: names.securityGroup, rules: ingressRules(settings, args.tls) },
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
      this.addresses = port.allFixedIps.apply((ips) => [...ips.filter(isIPv4), ...ips.filter(isIPv6)]);
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
      this.addresses = floating.address.apply((address) => [address]);
      this.association = [floating.association];
    }
    this.address = this.addresses.apply(([first = ""]) => first);
    this.registerOutputs({ portId: this.portId, addresses: this.addresses });
  }
}
