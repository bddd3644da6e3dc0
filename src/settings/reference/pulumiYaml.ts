import { parseDocument, type Scalar, YAMLMap } from "yaml";
import { GROUPS } from "../schema/schema";
import type { Given, Setting } from "../schema/setting";

/**
 * Pulumi.yaml with the config block that the schema says.
 *
 * The settings stand in it without `type`: Pulumi would check the types itself, and end at the first that is wrong with
 * a message that says neither where it is nor what is allowed.
 */
export function withConfig(pulumiYaml: string): string {
  const file = parseDocument(pulumiYaml);
  const config = new YAMLMap<Scalar, unknown>();
  for (const { title, settings } of GROUPS) {
    for (const [index, setting] of Object.values(settings).entries()) {
      const key = file.createNode(setting.key) as Scalar;
      if (index === 0) {
        key.commentBefore = ` ${title}`;
        key.spaceBefore = true;
      }
      config.add(file.createPair(key, { description: description(setting), default: defaultOf(setting) }));
    }
  }
  file.set("config", config);
  return file.toString({ lineWidth: 0 });
}

// Without a default Pulumi would take the setting for one that must be set, and say no more than that.
function defaultOf({ unset }: Setting<unknown>): Given {
  return unset !== undefined && "value" in unset ? unset.value : "";
}

function description({ description: words, unset, secret }: Setting<unknown>): string {
  const otherwise =
    unset === undefined ? ["Must be set."] : "words" in unset ? [`Not set: ${unset.words.replaceAll("`", "")}.`] : [];
  return [words, ...otherwise, ...(secret === undefined ? [] : ["A secret."])].join(" ");
}
