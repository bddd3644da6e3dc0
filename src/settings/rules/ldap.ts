import { removeCommand, setCommand } from "../commands";
import { ldap } from "../schema/ldap";
import type { Setting } from "../schema/setting";
import type { Conflict } from "./conflict";

/** What is wrong with the way in which people are found in the directory. */
export function ldapConflicts(given: (key: string) => boolean): Conflict[] {
  const { userDn, searchBase, userAttribute, bindDn, bindPassword } = ldap.settings;
  if (!given(userDn.key) && !given(searchBase.key)) {
    const problem = `is not set, and ${searchBase.key} neither, so the hub would not find people in the directory. Set one of them: ${setCommand(userDn)}, or: ${setCommand(searchBase)}`;
    return [{ key: userDn.key, problem }];
  }
  if (given(userDn.key)) {
    const forSearch: readonly Setting<unknown>[] = [searchBase, userAttribute, bindDn, bindPassword];
    return forSearch
      .filter(({ key }) => given(key))
      .map(({ key }) => ({
        key,
        problem: `is for a search, and ${userDn.key} says where people are. Remove one of the two: ${removeCommand(key)}, or: ${removeCommand(userDn.key)}`,
      }));
  }
  const pair: readonly (readonly [Setting<unknown>, Setting<unknown>])[] = [
    [bindDn, bindPassword],
    [bindPassword, bindDn],
  ];
  return pair
    .filter(([{ key }, other]) => !given(key) && given(other.key))
    .map(([missing, { key }]) => ({
      key: missing.key,
      problem: `is not set, and ${key} is. Set both, or neither: ${setCommand(missing)}`,
    }));
}
