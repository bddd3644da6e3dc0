import { SCHEMA } from "../schema/schema";
import type { Conflict, ReadValues } from "./conflict";

/** What is wrong between the settings for updates and others. */
export function updateConflicts({ updates, wait }: ReadValues): Conflict[] {
  if (updates.rebootWindow === undefined || wait.forHub !== false) {
    return [];
  }
  const problem =
    "is set while waitForHub is false, so nobody would bring the programs for it to the server. Remove one of the two.";
  return [{ key: SCHEMA.updates.settings.rebootWindow.key, problem }];
}
