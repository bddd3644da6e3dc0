import { providerArguments } from "../credentials/provider";
import { SECRET_FIELDS, type ResolvedCloud } from "../credentials/resolved";
import { usersAtOnce } from "../lookups/server";
import type { Quota } from "../lookups/quota";
import type { Checked } from "./check";

/**
 * The report for programs: `{cloud, sources[], resolved{}, passedAs, region, problems[], warnings[], quota{}}`; `resolved` has the
 * names of the provider's arguments, and secrets as "[secret]".
 */
export function jsonOf({ cloud, problems, warnings, quota }: Checked): string {
  const report = {
    cloud: cloud?.name ?? null,
    sources: cloud?.sources ?? [],
    resolved: cloud === undefined ? {} : shownArguments(cloud),
    passedAs: cloud?.passedAs ?? null,
    region: cloud?.region ?? null,
    problems,
    warnings,
    quota,
  };
  return JSON.stringify(report, null, 2);
}

/** All that was resolved, also where only the name is passed: that is what a person wants to compare. */
function shownArguments(cloud: ResolvedCloud): Record<string, unknown> {
  const auth = { ...cloud.auth };
  for (const field of SECRET_FIELDS) {
    if (auth[field] !== undefined) {
      auth[field] = "[secret]";
    }
  }
  const all = providerArguments({ ...cloud, auth, passedAs: "arguments" }, "cloud");
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** The report for people. */
export function textOf({ cloud, settings, lookups, quota, problems, warnings }: Checked): string {
  const flavor = lookups?.server.flavor;
  const lines = [
    ...(cloud === undefined ? [] : cloudLines(cloud)),
    ...(flavor === undefined || settings === undefined
      ? []
      : [
          `flavor     ${flavor.name}: ${String(usersAtOnce(flavor, settings.limits))} users can fill their ${settings.limits.memoryLimit} of memory at the same time`,
        ]),
    ...quotaTable(quota),
    ...warnings.map((warning) => `warning: ${warning}`),
    ...problems.map((problem) => `problem: ${problem}`),
    problems.length === 0 ? "Nothing stands in the way." : `${String(problems.length)} to correct.`,
  ];
  return lines.join("\n");
}

function cloudLines(cloud: ResolvedCloud): string[] {
  const values = Object.entries(shownArguments(cloud));
  return [
    `cloud      ${cloud.name}`,
    `from       ${cloud.sources.join(", ")}`,
    `given to the provider as ${cloud.passedAs === "name" ? "its name" : "arguments"}; it says:`,
    ...values.map(([key, value]) => `  ${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`),
  ];
}

function quotaTable(quota: Quota): string[] {
  const rows = Object.entries(quota).map(([name, { limit, used, needed }]) => [
    name,
    limit < 0 ? "no limit" : String(limit),
    String(used),
    String(needed),
    limit < 0 || used + needed <= limit ? "" : "too little",
  ]);
  if (rows.length === 0) {
    return [];
  }
  const table = [["quota", "limit", "in use", "needed", ""], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
