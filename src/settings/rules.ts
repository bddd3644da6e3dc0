import { isEverybody } from "./cidr";
import { setCommand } from "./commands";
import { SCHEMA, type SchemaValues } from "./schema/schema";

/** The settings as far as they could be read; undefined: not set, or refused. */
export type ReadValues = { readonly [G in keyof SchemaValues]: Partial<SchemaValues[G]> };

/** A setting that does not go with the others. */
export interface Conflict {
  readonly key: string;
  /** Completes a sentence that begins with the key. */
  readonly problem: string;
}

/**
 * What is wrong between settings that are right by themselves.
 *
 * @param given whether the stack file says something else of a setting than its default
 */
export function conflicts(values: ReadValues, given: (key: string) => boolean): Conflict[] {
  return [...sshAccess(values), ...webAccess(values), ...upstreamUrl(values, given), ...zone(values), ...inVain(given)];
}

function sshAccess({ network, wait }: ReadValues): Conflict[] {
  if (network.sshCidrs?.length !== 0 || wait.forHub === false) {
    return [];
  }
  const setting = SCHEMA.network.settings.sshCidrs;
  const problem =
    "is empty, so nobody could reach the server by SSH, this machine neither. Give the ranges of your network with: " +
    `${setCommand(setting)} (0.0.0.0/0 is everybody), or set waitForHub to false.`;
  return [{ key: setting.key, problem }];
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

/** Settings that would do nothing: without the other, or beside it. */
function inVain(given: (key: string) => boolean): Conflict[] {
  const { network, server, bastion, installation } = SCHEMA;
  const without = [
    [server.settings.sshPrivateKey, server.settings.sshPublicKey],
    [bastion.settings.privateKey, bastion.settings.jump],
    [bastion.settings.hostKey, bastion.settings.jump],
    [installation.settings.noProxy, installation.settings.httpProxy],
    [installation.settings.aptSecurityMirror, installation.settings.aptMirror],
  ] as const;
  const beside = [network.settings.subnetCidr, network.settings.dnsServers];
  return [
    ...without
      .filter(([{ key }, other]) => given(key) && !given(other.key))
      .map(([{ key }, other]) => ({
        key,
        problem: `is set and ${other.key} is not. Set both, or neither: ${setCommand(other)}`,
      })),
    ...beside
      .filter(({ key }) => given(key) && given("network"))
      .map(({ key }) => ({
        key,
        problem: `is for a network that is made, and the setting network names an existing one. Remove one of the two.`,
      })),
  ];
}
