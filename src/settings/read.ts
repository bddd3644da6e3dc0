import { Refused, type Path } from "./kinds/kind";
import { Problems } from "./problems";
import { readValues, type Note, type Texts } from "./readValues";
import { refusalText } from "./refusal";
import { conflicts } from "./rules/rules";
import { SCHEMA, SETTINGS, type SchemaValues } from "./schema/schema";
import type { Settings } from "./settings";
import type { LineOf } from "./stackFile";
import { strayKeyProblem } from "./strayKeys";

/** Where settings are read from; what differs between a run of Pulumi and a test. */
export interface SettingsSource {
  /** The whole configuration, keys with their namespace ("jupyterhub-openstack:flavor"), every value as text. */
  readonly config: Readonly<Record<string, string>>;
  /** Whether a key (with its namespace) is stored as a secret. */
  readonly isSecret: (key: string) => boolean;
  readonly lineOf: LineOf;
  /** The namespace of the settings. */
  readonly project: string;
  readonly stack: string;
}

/**
 * Reads and checks the settings of a stack.
 *
 * @throws ProblemsError that names every problem at once
 */
export function readSettings({ config, isSecret, lineOf, project, stack }: SettingsSource): Settings {
  const problems = new Problems();
  const file = `Pulumi.${stack}.yaml`;
  const noteAt = (problem: string, key: string, path?: Path) => {
    const line = lineOf(key, path);
    problems.add(line === undefined ? problem : `${file}:${String(line)}: ${problem}`);
  };
  const note: Note = (problem, key, path) => {
    noteAt(problem, `${project}:${key}`, path);
  };
  const texts: Texts = {
    text: (key) => config[`${project}:${key}`]?.trim() ?? "",
    isSecret: (key) => isSecret(`${project}:${key}`),
  };

  for (const key of Object.keys(config)) {
    const problem = strayKeyProblem(key, project);
    if (problem !== undefined) {
      noteAt(problem, key);
    }
  }
  const values = readValues(texts, note);
  for (const { key, problem } of conflicts(values, (name) => isGiven(name, texts))) {
    note(`${key} ${problem}`, key);
  }
  const name = values.cloud.name ?? nameFrom(stack, note);
  problems.throwIfAny(`The settings of stack ${stack} need a correction (${file}; docs/settings.md describes each):`);
  // Nothing was refused, so every value is there.
  return settingsOf(values as SchemaValues, name, stack);
}

function settingsOf({ cloud, bastion, backup, ...values }: SchemaValues, name: string, stack: string): Settings {
  const { jump, privateKey, hostKey } = bastion;
  const { repository } = backup;
  return {
    cloud: cloud.cloud,
    region: cloud.region,
    stack,
    name,
    ...values,
    server: { ...values.server, bastion: jump && { ...jump, privateKey, hostKey } },
    backup: repository === undefined ? undefined : { ...backup, repository },
  };
}

/** Whether the stack file says something else than the default. */
function isGiven(key: string, { text }: Texts): boolean {
  const unset = SETTINGS.find((setting) => setting.key === key)?.unset;
  const value = unset !== undefined && "value" in unset ? unset.value : "";
  return text(key) !== (typeof value === "string" ? value : JSON.stringify(value));
}

/** The name where none is set; a stack's name may have characters that it may not. */
function nameFrom(stack: string, note: Note): string {
  const setting = SCHEMA.cloud.settings.name;
  const name = `jupyterhub-${stack}`;
  try {
    return setting.read(name) ?? name;
  } catch (error) {
    if (!(error instanceof Refused)) {
      throw error;
    }
    note(refusalText(setting, { text: name, reason: `is not set, and "${name}" cannot be one` }, false), setting.key);
    return name;
  }
}
