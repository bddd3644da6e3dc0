import { isIP } from "node:net";
import type { Problems } from "./problems";

/**
 * Reads single settings from Pulumi's configuration, where every value is text, and notes what is wrong with each.
 *
 * After a problem a field returns a harmless value of its type, so that reading goes on and all problems are found.
 */
export class Fields {
  /**
   * @param values the configuration with the project's prefix taken off; Pulumi has filled in the defaults of Pulumi.yaml
   * @param problems where problems go
   */
  constructor(
    private readonly values: Readonly<Record<string, string>>,
    private readonly problems: Problems,
  ) {}

  /** Text without surrounding blanks, or undefined where it is empty. */
  optional(key: string): string | undefined {
    const value = this.values[key]?.trim();
    return value === undefined || value === "" ? undefined : value;
  }

  /** Text that must be there; `example` goes into the line that sets it. */
  required(key: string, what: string, example: string): string {
    const value = this.optional(key);
    if (value === undefined) {
      this.problems.add(`${key}, ${what}, is not set. Set it with: pulumi config set ${key} ${example}`);
    }
    return value ?? "";
  }

  /** Text that must match. */
  matching(key: string, pattern: RegExp, allowed: string): string {
    const value = this.optional(key) ?? "";
    if (!pattern.test(value)) {
      this.wrong(key, allowed);
    }
    return value;
  }

  /** A whole number from `least` on. */
  integer(key: string, least: number, unit: string): number {
    const value = Number(this.values[key]);
    if (!Number.isInteger(value) || value < least) {
      this.wrong(key, `a whole number of ${unit}, ${String(least)} or more`);
      return least;
    }
    return value;
  }

  /** A number above zero. */
  positive(key: string, unit: string): number {
    const value = Number(this.optional(key));
    if (!Number.isFinite(value) || value <= 0) {
      this.wrong(key, `a number of ${unit} above 0`);
      return 1;
    }
    return value;
  }

  boolean(key: string): boolean {
    const value = this.values[key];
    if (value !== "true" && value !== "false") {
      this.wrong(key, "true or false");
    }
    return value === "true";
  }

  /** A list of texts. */
  list(key: string): string[] {
    try {
      const value: unknown = JSON.parse(this.values[key] ?? "[]");
      if (Array.isArray(value) && value.every((item): item is string => typeof item === "string")) {
        return value;
      }
    } catch {
      // Not JSON: the same answer as for JSON of another shape.
    }
    this.wrong(key, "a list of texts");
    return [];
  }

  /** A list of IPv4 and IPv6 ranges, such as 192.0.2.0/24. */
  cidrs(key: string): string[] {
    const ranges = this.list(key);
    for (const range of ranges.filter((item) => cidrVersion(item) === undefined)) {
      this.problems.add(
        `${key} has "${range}", which is not an address range. Allowed: ranges such as 192.0.2.0/24, 192.0.2.7/32 or 2001:db8::/32.`,
      );
    }
    return ranges;
  }

  /** A list of IP addresses. */
  addresses(key: string): string[] {
    const addresses = this.list(key);
    for (const address of addresses.filter((item) => isIP(item) === 0)) {
      this.problems.add(`${key} has "${address}", which is not an IP address.`);
    }
    return addresses;
  }

  private wrong(key: string, allowed: string): void {
    this.problems.add(`${key} is "${this.values[key] ?? ""}". Allowed: ${allowed}.`);
  }
}

/** 4 or 6 for an address range such as 192.0.2.0/24 or ::/0, undefined for anything else. */
export function cidrVersion(range: string): 4 | 6 | undefined {
  const [address = "", bits = "", ...rest] = range.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || !/^\d{1,3}$/.test(bits)) {
    return undefined;
  }
  return Number(bits) <= (version === 4 ? 32 : 128) ? (version as 4 | 6) : undefined;
}
