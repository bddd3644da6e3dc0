import { isIP, isIPv4, isIPv6 } from "node:net";
import { cidrVersion } from "../cidr";
import { refuse, type Kind } from "./kind";

/** An IPv4 or IPv6 range. */
export const cidr: Kind<string> = {
  allowed: "a range such as 192.0.2.0/24, 192.0.2.7/32 (one address) or 2001:db8::/32",
  parse: (text) => (cidrVersion(text) === undefined ? refuse(text) : text),
};

/** An IPv4 range. */
export const ipv4Cidr: Kind<string> = {
  allowed: "an IPv4 range such as 10.42.0.0/24",
  parse: (text) => (cidrVersion(text) === 4 ? text : refuse(text)),
};

/** An IPv4 or IPv6 address. */
export const ipAddress: Kind<string> = {
  allowed: "an IP address such as 192.0.2.53 or 2001:db8::53",
  parse: (text) => (isIP(text) === 0 ? refuse(text) : text),
};

/** A new floating IP, a floating IP that the project owns, or the address of the server's own port. */
export type Address = { kind: "floating" } | { kind: "owned"; ip: string } | { kind: "direct" };

/** How the hub is reached. */
export const hubAddress: Kind<Address> = {
  allowed: "floating, direct, or the IPv4 address of a floating IP that the project owns",
  parse(text) {
    if (text === "floating" || text === "direct") {
      return { kind: text };
    }
    return isIPv4(text) ? { kind: "owned", ip: text } : refuse(text);
  },
};

/** A host through which SSH goes. */
export interface SshHost {
  /** Name or address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  readonly user?: string;
}

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/** [user@]host[:port], IPv6 in brackets. */
export const sshHost: Kind<SshHost> = {
  allowed: "[user@]host[:port], an IPv6 address in brackets, such as me@bastion.example.org or [2001:db8::7]:2222",
  parse(text) {
    if (isIPv6(text)) {
      refuse(text, "is an IPv6 address without brackets");
    }
    const {
      user,
      bracketed,
      plain,
      port = "22",
    } = /^((?<user>[^@\s]+)@)?(\[(?<bracketed>[^\]]+)\]|(?<plain>[^:@[\]]+))(:(?<port>\d{1,5}))?$/.exec(text)?.groups ??
    refuse(text);
    const host = bracketed ?? plain ?? "";
    const hostIsOne = bracketed === undefined ? HOST_NAME.test(host) : isIPv6(host);
    if (!hostIsOne || Number(port) < 1 || Number(port) > 65535) {
      refuse(text);
    }
    return { host, port: Number(port), user };
  },
};

/** What a proxy is not used for: a host, a domain, an address or a range. */
export const noProxyEntry: Kind<string> = {
  allowed: "a host, a domain such as .example.org, an address or a range",
  parse: (text) =>
    isIP(text) !== 0 || cidrVersion(text) !== undefined || HOST_NAME.test(text.replace(/^\./, ""))
      ? text
      : refuse(text),
};
