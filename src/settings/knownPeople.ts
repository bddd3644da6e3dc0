import type { ReadValues } from "./rules/conflict";

/** Users whom the stack file names anywhere; who else signs up, only the hub knows. */
export function knownUsers({ users, limits }: Pick<ReadValues, "users" | "limits">): ReadonlySet<string> {
  const { adminUser, adminUsers = [], allowedUsers = [], groups = {} } = users;
  return new Set([
    ...(adminUser === undefined ? [] : [adminUser]),
    ...adminUsers,
    ...allowedUsers,
    ...Object.values(groups).flat(),
    ...Object.keys(limits.userLimits ?? {}),
  ]);
}
