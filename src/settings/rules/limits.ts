import { setCommand } from "../commands";
import { SCHEMA } from "../schema/schema";
import type { Conflict, ReadValues } from "./conflict";

const FACTORS: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** Disk limits that nobody could reach, because the data volume is smaller. */
export function limitConflicts({ limits, data }: ReadValues, given: (key: string) => boolean): Conflict[] {
  const { size, existing } = SCHEMA.data.settings;
  // How large an existing volume is, only the cloud knows.
  if (data.size === undefined || given(existing.key)) {
    return [];
  }
  const volume = data.size;
  const { diskLimit, groupLimits, userLimits } = SCHEMA.limits.settings;
  const each = [
    { key: diskLimit.key, where: "is", limit: limits.diskLimit },
    ...inMapping(groupLimits.key, limits.groupLimits),
    ...inMapping(userLimits.key, limits.userLimits),
  ];
  return each.flatMap(({ key, where, limit }) =>
    limit === undefined || bytesOf(limit) <= volume * 2 ** 30
      ? []
      : [
          {
            key,
            problem: `${where} ${limit}, more than the data volume has (dataVolumeSize: ${String(volume)} GB). Make it smaller, or the volume larger: ${setCommand(size)}`,
          },
        ],
  );
}

function inMapping(key: string, limits: Readonly<Record<string, { readonly disk?: string }>> = {}) {
  return Object.entries(limits).map(([name, { disk }]) => ({
    key,
    where: `has for ${name} the disk limit`,
    limit: disk,
  }));
}

function bytesOf(amount: string): number {
  return parseInt(amount, 10) * (FACTORS[amount.slice(-1)] ?? 1);
}
