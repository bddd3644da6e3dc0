import { ADMINISTRATORS, EVERYBODY } from "../kinds/folders";
import { knownUsers } from "../knownPeople";
import { SCHEMA } from "../schema/schema";
import type { Conflict, ReadValues } from "./conflict";

const { key } = SCHEMA.material.settings.sharedFolders;
const WORDS = [EVERYBODY, ADMINISTRATORS];

/** What is wrong with the shared folders, each by itself and beside the other settings. */
export function folderConflicts(values: ReadValues): Conflict[] {
  const folders = Object.entries(values.material.sharedFolders ?? {});
  const groups = Object.keys(values.users.groups ?? {});
  const problems = folders.flatMap(([name, { readers = [], writers = [], repository, branch, schedule }]) => {
    const named = [...new Set([...readers, ...writers])];
    const without = Object.entries({ branch, schedule }).filter(([, value]) => value !== undefined);
    return [
      ...named.filter((one) => isUnknown(one, values)).map((one) => unknown(name, one, groups)),
      ...named
        .filter((one) => WORDS.includes(one) && groups.includes(one))
        .map((one) => `has for ${name} the word ${one}, and there is a group of that name. Give the group another.`),
      ...(repository !== undefined && writers.length > 0
        ? [`has writers for ${name}, which is pulled from a repository, so nobody writes there. Remove one of the two.`]
        : []),
      ...(repository === undefined
        ? without.map(([word]) => `has for ${name} a ${word} and no repository. Add the one or remove the other.`)
        : []),
    ];
  });
  if (folders.length > 0 && values.wait.forHub === false) {
    problems.push("is set while waitForHub is false, so nobody would bring the folders' programs to the server.");
  }
  return problems.map((problem) => ({ key, problem }));
}

/** With a provider of accounts every other name may be a group of the provider's. */
function isUnknown(name: string, values: ReadValues): boolean {
  const known = [...WORDS, ...Object.keys(values.users.groups ?? {}), ...knownUsers(values)];
  return values.authentication.authenticator === "native" && !known.includes(name);
}

function unknown(folder: string, name: string, groups: readonly string[]): string {
  const there = groups.length > 0 ? `The groups are: ${groups.join(", ")}.` : "There are no groups.";
  return `has for ${folder} the name ${name}, which is neither a group of the setting groups nor a user whom a setting names. ${there} For one user, make a group with that member.`;
}
