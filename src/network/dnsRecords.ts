import { isIPv4, isIPv6 } from "node:net";
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";

/** Seconds. Short, since another address is to be found soon. */
const TTL = 300;

export interface DnsRecordsArgs {
  readonly zoneId: string;
  /** The hub's full name, without final dot. */
  readonly name: pulumi.Input<string>;
  /** The server's, of both kinds. */
  readonly addresses: pulumi.Output<string[]>;
  /** The kinds that there will be, for the addresses themselves are not known before the server has them. */
  readonly ipVersions: readonly (4 | 6)[];
}

const RECORDS = {
  4: { type: "A", fits: isIPv4 },
  6: { type: "AAAA", fits: isIPv6 },
} as const;

/** The hub's name in a zone of Designate: a record set for each kind of address. */
export function dnsRecords(name: string, args: DnsRecordsArgs, opts: pulumi.CustomResourceOptions): void {
  for (const version of args.ipVersions) {
    const { type, fits } = RECORDS[version];
    new openstack.dns.RecordSet(
      `${name}-${type.toLowerCase()}`,
      {
        zoneId: args.zoneId,
        name: pulumi.interpolate`${args.name}.`,
        type,
        ttl: TTL,
        records: args.addresses.apply((addresses) => addresses.filter(fits)),
      },
      opts,
    );
  }
}
