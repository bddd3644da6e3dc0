import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { Rule } from "./rules";

export interface SecurityGroupArgs {
  /** Physical name. */
  readonly name: string;
  readonly rules: readonly Rule[];
}

/**
 * The hub's own security group: in only what `rules` let in; out everything, which is what Neutron gives a new group.
 */
export class SecurityGroup extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;

  constructor(name: string, args: SecurityGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("jupyterhub:network:SecurityGroup", name, {}, opts);
    const group = new openstack.networking.SecGroup(
      name,
      { name: args.name, description: "JupyterHub: SSH and web only" },
      { parent: this },
    );
    for (const rule of args.rules) {
      new openstack.networking.SecGroupRule(
        `${name}-${rule.key}`,
        {
          securityGroupId: group.id,
          direction: "ingress",
          ethertype: rule.ethertype,
          protocol: "tcp",
          portRangeMin: rule.port,
          portRangeMax: rule.port,
          remoteIpPrefix: rule.cidr,
          description: rule.description,
        },
        // Any change replaces a rule, and Neutron answers 409 to a second one that is the same: the old one goes first.
        // With the group its rules go too; deleting them one by one takes 5 s each, one after the other.
        { parent: this, deleteBeforeReplace: true, deletedWith: group },
      );
    }
    this.id = group.id;
    this.name = group.name;
    this.registerOutputs({ id: this.id });
  }
}
