import { isEverybody } from "../cidr";
import { setCommand } from "../commands";
import { hostOf } from "../hostOf";
import { belongTogether, certifiedNames, certifies } from "../kinds/certificates";
import { SCHEMA } from "../schema/schema";
import type { Conflict, ReadValues } from "./conflict";
import { onlyWithTls } from "./onlyWithTls";

/** What is wrong with the way in which people reach the hub. */
export function webConflicts(values: ReadValues, given: (key: string) => boolean): Conflict[] {
  return [...webAccess(values), ...upstreamUrl(values, given), ...zone(values), ...certificate(values, given)];
}

function webAccess({ network, web }: ReadValues): Conflict[] {
  const setting = SCHEMA.network.settings.webCidrs;
  const ranges = network.webCidrs ?? [];
  if (network.webCidrs?.length === 0) {
    const problem = `is empty, so nobody could reach the hub. For yourself alone: ${setCommand(setting, "192.0.2.7/32")}`;
    return [{ key: setting.key, problem }];
  }
  const everybody = ranges.filter(isEverybody);
  if (web.tls !== "upstream" || everybody.length === 0) {
    return [];
  }
  const problem =
    `has ${everybody.join(" and ")} (everybody) while tls is upstream. The hub believes what the cloud's proxy says of a ` +
    `visitor, and others could say the same: give the addresses of the proxy only, with: ${setCommand(setting)}`;
  return [{ key: setting.key, problem }];
}

function upstreamUrl({ web }: ReadValues, given: (key: string) => boolean): Conflict[] {
  const setting = SCHEMA.web.settings.publicUrl;
  return web.tls === "upstream" && !given(setting.key)
    ? [{ key: setting.key, problem: `is not set, and tls upstream needs it. Set it with: ${setCommand(setting)}` }]
    : [];
}

function certificate({ web, wait }: ReadValues, given: (key: string) => boolean): Conflict[] {
  const { tls, tlsCertificate, tlsPrivateKey } = SCHEMA.web.settings;
  const parts = [tlsCertificate, tlsPrivateKey];
  if (web.tls !== "files") {
    return onlyWithTls("files", parts, given);
  }
  const problems = parts
    .filter(({ key }) => !given(key))
    .map((part) => ({
      key: part.key,
      problem: `is not set, and tls files needs it. Set it with: ${setCommand(part)}`,
    }));
  const { tlsCertificate: chain, tlsPrivateKey: key, publicUrl } = web;
  if (chain !== undefined && key !== undefined && !belongTogether(chain, key)) {
    problems.push({ key: tlsPrivateKey.key, problem: `is not the key of the certificate in tlsCertificate.` });
  }
  const host = publicUrl === undefined || publicUrl.includes("{") ? undefined : hostOf(new URL(publicUrl));
  if (chain !== undefined && host !== undefined && !certifies(chain, host)) {
    const problem = `is for ${certifiedNames(chain)}, not for ${host} (publicUrl). Give a certificate for that name.`;
    problems.push({ key: tlsCertificate.key, problem });
  }
  if (wait.forHub === false) {
    const problem = "is files while waitForHub is false, so nobody would bring the private key to the server.";
    problems.push({ key: tls.key, problem });
  }
  return problems;
}

function zone({ web }: ReadValues): Conflict[] {
  const { dnsZone, publicUrl } = SCHEMA.web.settings;
  if (web.dnsZone === undefined) {
    return [];
  }
  if (web.tls === "upstream") {
    const problem = `is set while tls is upstream: the record would lead to the server, and people come by the cloud's proxy. Remove one of the two.`;
    return [{ key: dnsZone.key, problem }];
  }
  if (web.publicUrl === undefined || hostIn(web.publicUrl, web.dnsZone)) {
    return [];
  }
  const problem = `is ${web.publicUrl}, whose name is not in the zone ${web.dnsZone} (dnsZone), where it would be recorded. Set it with: ${setCommand(publicUrl, `https://{name}.${web.dnsZone.slice(0, -1)}`)}, or remove it for that.`;
  return [{ key: publicUrl.key, problem }];
}

function hostIn(pattern: string, name: string): boolean {
  const { hostname } = new URL(pattern.replaceAll(/[{}]/g, ""));
  return `.${hostname}.`.endsWith(`.${name}`);
}
