import type { Session } from "../credentials/session";
import { physicalNames } from "../names";
import type { Settings } from "../settings/settings";
import { CloudApi } from "./cloudApi";
import { checkNames } from "./conflicts";
import { lookUpDns, type DnsLookups } from "./dns";
import type { Findings } from "./findings";
import { lookUpNetworks, type NetworkLookups } from "./network";
import type { OwnResources } from "./own";
import { checkPresence } from "./presence";
import { checkQuota, type Quota } from "./quota";
import { lookUpServer, type ServerLookups } from "./server";
import { checkServices } from "./services";
import { lookUpVolumes } from "./volumes";

/** What the settings name, as the cloud knows it. */
export interface Lookups {
  readonly network: NetworkLookups;
  readonly server: ServerLookups;
  readonly dns: DnsLookups;
}

/** Finds in the cloud what the settings name, and whether all that the stack is to make can be made, before anything is. */
export async function lookUpCloud(
  settings: Settings,
  session: Session,
  own: OwnResources,
  findings: Findings,
): Promise<Lookups & { readonly quota: Quota }> {
  const api = new CloudApi(session);
  if (!(await checkServices(api, findings))) {
    return { network: { ipVersions: [] }, server: { imageId: "", flavorId: "" }, dns: {}, quota: {} };
  }
  const [network, server, dns] = await Promise.all([
    lookUpNetworks(settings.network, api, own, findings),
    lookUpServer(settings.server, settings.limits, api, findings),
    lookUpDns(settings, api, own, findings),
    lookUpVolumes(settings.data, settings.backup, api, own, findings),
    checkNames(physicalNames(settings), api, own, findings),
    checkPresence(api, own, findings),
  ]);
  const quota = await checkQuota(settings, server.flavor, api, own, findings);
  return { network, server, dns, quota };
}
