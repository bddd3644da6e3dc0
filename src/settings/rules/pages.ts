import { SCHEMA } from "../schema/schema";
import type { Conflict, ReadValues } from "./conflict";

/** What people are told comes over SSH. */
export function pageConflicts({ wait }: ReadValues, given: (key: string) => boolean): Conflict[] {
  if (wait.forHub !== false) {
    return [];
  }
  const problem = "is set while waitForHub is false, so nobody would bring it to the server. Remove one of the two.";
  return Object.values(SCHEMA.pages.settings)
    .filter(({ key }) => given(key))
    .map(({ key }) => ({ key, problem }));
}
