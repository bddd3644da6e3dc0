import { closest, distance } from "fastest-levenshtein";
import { removeCommand, setCommand } from "./commands";
import { SETTINGS } from "./schema/schema";

const KEYS = SETTINGS.map(({ key }) => key).sort();

/**
 * What to say of a key of the stack file that nothing reads; undefined for one that is read.
 *
 * @param key with its namespace
 * @param project the namespace of the settings
 */
export function strayKeyProblem(key: string, project: string): string | undefined {
  const [namespace = "", name = ""] = key.split(/:(.*)/s);
  switch (namespace) {
    case project:
      return KEYS.includes(name)
        ? undefined
        : `${name} is not a setting of this program. ${hint(name)} Remove it with: ${removeCommand(name)}`;
    case "pulumi":
      // Pulumi's own options, such as pulumi:disable-default-providers.
      return undefined;
    case "openstack":
      return (
        `${key} is for Pulumi's default OpenStack provider, which is not used here: the account comes from clouds.yaml. ` +
        `Name its entry with: pulumi config set cloud NAME. Remove this with: ${removeCommand(key)}`
      );
    default:
      return (
        `${key} has the namespace "${namespace}", which nothing here reads; the settings' own is "${project}". ` +
        `${hint(name)} Remove it with: ${removeCommand(key)}`
      );
  }
}

function hint(name: string): string {
  const nearest = KEYS.find((key) => key.toLowerCase() === name.toLowerCase()) ?? closest(name, KEYS);
  const setting = SETTINGS.find(({ key }) => key === nearest);
  return setting !== undefined && distance(name.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, name.length / 3)
    ? `Did you mean ${nearest}? Set it with: ${setCommand(setting)}.`
    : `There are: ${KEYS.join(", ")}.`;
}
