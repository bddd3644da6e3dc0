import { isIP } from "node:net";
import { isEverybody } from "../cidr";
import { setCommand } from "../commands";
import { hostOf } from "../hostOf";
import { SCHEMA } from "../schema/schema";
import type { Conflict, ReadValues } from "./conflict";
import { onlyWithTls } from "./onlyWithTls";

/** What stands in the way of a certificate from an ACME server. */
export function acmeConflicts({ web, network }: ReadValues, given: (key: string) => boolean): Conflict[] {
  const { tls, acmeServer, acmeEmail, publicUrl } = SCHEMA.web.settings;
  if (web.tls !== "acme") {
    return onlyWithTls("acme", [acmeServer, acmeEmail], given);
  }
  const named = `Set one with: ${setCommand(publicUrl, "https://hub.example.org")}, or dnsZone; without a name: ${setCommand(tls, "internal")}`;
  if (!given(publicUrl.key) && !given("dnsZone")) {
    const problem = `is not set, and tls acme needs a name: an address gets no certificate. ${named}`;
    return [{ key: publicUrl.key, problem }];
  }
  return [...urlConflicts(web.publicUrl, named), ...unreachable(network.webCidrs ?? [], given(acmeServer.key))];
}

function urlConflicts(pattern: string | undefined, named: string): Conflict[] {
  if (pattern === undefined) {
    return [];
  }
  const { key } = SCHEMA.web.settings.publicUrl;
  const url = new URL(pattern.replaceAll(/[{}]/g, ""));
  const host = hostOf(url);
  if (isIP(host) !== 0) {
    return [{ key, problem: `is ${pattern}, and tls acme needs a name: an address gets no certificate. ${named}` }];
  }
  const problem = `has the port ${url.port} while tls is acme: certificates are given for port 443 only. Leave the port out.`;
  return url.port === "" ? [] : [{ key, problem }];
}

/** A public ACME server looks from everywhere; where one of your own comes from is yours to know. */
function unreachable(ranges: readonly string[], ownServer: boolean): Conflict[] {
  const { webCidrs } = SCHEMA.network.settings;
  if (ownServer || ranges.length === 0 || ranges.some(isEverybody)) {
    return [];
  }
  const { tls } = SCHEMA.web.settings;
  const problem =
    `has ${ranges.join(", ")} only while tls is acme: Let's Encrypt looks at ports 80 and 443 from addresses that it does not ` +
    `publish. Let everybody in with: ${setCommand(webCidrs, "0.0.0.0/0")}, or: ${setCommand(tls, "internal")}`;
  return [{ key: webCidrs.key, problem }];
}
