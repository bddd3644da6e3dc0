import { setCommand } from "../commands";
import { SCHEMA } from "../schema/schema";
import type { Conflict, ReadValues } from "./conflict";

/** What is wrong between the lists of users and groups. */
export function peopleConflicts({ users, limits, authentication }: ReadValues): Conflict[] {
  const { adminUser, adminUsers = [], allowedUsers = [], bannedUsers = [], groups = {} } = users;
  const administrators = [...(adminUser === undefined ? [] : [adminUser]), ...adminUsers];
  const { bannedUsers: banned } = SCHEMA.users.settings;
  const { groupLimits } = SCHEMA.limits.settings;
  const twice = [
    [administrators, "administrators (adminUser, adminUsers)"],
    [allowedUsers, "allowed (allowedUsers)"],
  ] as const;
  const known = Object.keys(groups);
  // A provider has groups of its own.
  const limited = authentication.authenticator === "native" ? Object.keys(limits.groupLimits ?? {}) : [];
  const unknown = limited.filter((group) => !known.includes(group));
  return [
    ...twice.flatMap(([names, words]) =>
      names
        .filter((name) => bannedUsers.includes(name))
        .map((name) => ({
          key: banned.key,
          problem: `has ${name}, who is among the ${words}. Take the name off one of the two.`,
        })),
    ),
    ...unknown.map((group) => ({
      key: groupLimits.key,
      problem: `has the group ${group}, which the setting groups does not have. ${suggestedGroups(known)}`,
    })),
  ];
}

function suggestedGroups(names: readonly string[]): string {
  const setting = SCHEMA.users.settings.groups;
  return names.length > 0 ? `There are: ${names.join(", ")}.` : `Make it with: ${setCommand(setting)}`;
}
