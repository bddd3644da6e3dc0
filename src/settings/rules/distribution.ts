import { SCHEMA } from "../schema/schema";
import type { Conflict, ReadValues } from "./conflict";

/** Packages are brought over SSH alone. */
export function distributionConflicts({ wait }: ReadValues, given: (key: string) => boolean): Conflict[] {
  if (wait.forHub !== false) {
    return [];
  }
  return Object.values(SCHEMA.distribution.settings)
    .filter(({ key }) => given(key))
    .map(({ key }) => ({
      key,
      problem: "is set while waitForHub is false, and it reaches the server by SSH only. Remove one of the two.",
    }));
}
