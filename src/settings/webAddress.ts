import { isIPv6 } from "node:net";
import { hostOf } from "./hostOf";
import type { Settings } from "./settings";

/** Where people find the hub. */
export interface WebAddress {
  /** With its final slash. */
  readonly url: string;
  /** Names and addresses by which people may come, the URL's own first; no brackets around IPv6. */
  readonly hosts: readonly string[];
}

/**
 * The hub's URL and hosts, a pure function of the settings and of what the cloud gave.
 *
 * @param addresses the server's addresses, the main one first
 * @throws Error when the pattern publicUrl makes no URL with this address
 */
export function webAddress(settings: Pick<Settings, "name" | "web">, addresses: readonly string[]): WebAddress {
  const [address = ""] = addresses;
  const { publicUrl, dnsZone } = settings.web;
  const byDefault =
    dnsZone === undefined ? `https://${isIPv6(address) ? `[${address}]` : address}/` : `https://{name}.${dnsZone}`;
  const pattern = publicUrl ?? byDefault.replace(/\.$/, "");
  const url = new URL(
    pattern.replaceAll("{address}", address.replaceAll(/[.:]/g, "-")).replaceAll("{name}", settings.name),
  );
  return { url: url.href, hosts: [...new Set([hostOf(url), ...addresses])] };
}
