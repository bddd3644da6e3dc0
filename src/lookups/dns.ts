import type { Settings } from "../settings/settings";
import { webAddress } from "../settings/webAddress";
import type { CloudApi, Listed } from "./cloudApi";
import { findOne } from "./find";
import type { Findings } from "./findings";
import type { OwnResources } from "./own";

/** What the cloud has of the zone that the settings name. */
export interface DnsLookups {
  /** undefined: no record is made. */
  readonly zoneId?: string;
}

/** Finds the zone that the hub's name goes to, where the settings name one. */
export async function lookUpDns(
  settings: Pick<Settings, "name" | "web">,
  api: CloudApi,
  own: OwnResources,
  findings: Findings,
): Promise<DnsLookups> {
  const { dnsZone } = settings.web;
  if (dnsZone === undefined) {
    return {};
  }
  const { problems } = findings;
  if (api.service("dns") === undefined) {
    problems.add(
      `This cloud has no DNS service (Designate), so nothing can be recorded in "${dnsZone}" (setting dnsZone). Remove the setting; ` +
        "where a name of yours leads to the hub, say so by publicUrl.",
    );
    return {};
  }
  const zones = await findings.look("DNS zones", () => api.list("dns", "/zones", "zones"));
  const zone = zones && findOne({ nameOrId: dnsZone, kind: "zone", setting: "dnsZone" }, zones, problems);
  if (zone?.type === "SECONDARY") {
    problems.add(
      `Zone "${dnsZone}" (setting dnsZone) is a copy of one that is kept elsewhere, so no record can be made in it. Choose another, or ` +
        "have the record made there and say by publicUrl where people find the hub.",
    );
  } else if (zone !== undefined && settings.web.publicUrl?.includes("{address}") !== true) {
    const host = new URL(webAddress(settings, []).url).hostname;
    await findings.look("DNS records", () => checkRecords(`${host}.`, zone, api, own, findings));
  }
  return { zoneId: zone?.id };
}

/** Designate keeps one set of records of a name and type, and another stack's is not to be taken over. */
async function checkRecords(
  name: string,
  { id: zoneId }: Listed,
  api: CloudApi,
  own: OwnResources,
  { problems }: Findings,
): Promise<void> {
  const sets = await api.list("dns", `/zones/${zoneId}/recordsets?name=${name}`, "recordsets");
  for (const { id, type, records } of sets) {
    if (["A", "AAAA", "CNAME"].includes(String(type)) && !own.has(`${zoneId}/${id}`)) {
      problems.add(
        `There is a record ${name} ${String(type)} ${(records as string[]).join(" ")} already. Choose another name for the hub (setting ` +
          `publicUrl), or delete the record if nobody needs it: openstack recordset delete ${zoneId} ${id}`,
      );
    }
  }
}
