import { isIP } from "node:net";

/** 4 or 6 for an address range such as 192.0.2.0/24 or ::/0, undefined for anything else. */
export function cidrVersion(range: string): 4 | 6 | undefined {
  const [address = "", bits = "", ...rest] = range.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || !/^\d{1,3}$/.test(bits)) {
    return undefined;
  }
  return Number(bits) <= (version === 4 ? 32 : 128) ? (version as 4 | 6) : undefined;
}

/** Whether a range holds every address there is. */
export function isEverybody(range: string): boolean {
  return /\/0+$/.test(range);
}
