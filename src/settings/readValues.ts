import { setCommand } from "./commands";
import { refuse, Refused, type Path } from "./kinds/kind";
import { missingText, refusalText } from "./refusal";
import type { ReadValues } from "./rules/conflict";
import { SCHEMA } from "./schema/schema";
import type { Setting } from "./schema/setting";

/** What the stack file holds. */
export interface Texts {
  /** The text of a setting without blanks around it; "" where nothing is set. */
  readonly text: (key: string) => string;
  /** Whether it is kept as a secret. */
  readonly isSecret: (key: string) => boolean;
}

/** Notes a problem with a setting, or with a part of it. */
export type Note = (problem: string, key: string, path?: Path) => void;

/** Reads every setting of the schema; what is not allowed is noted, and undefined in the result. */
export function readValues(texts: Texts, note: Note): ReadValues {
  const groups = Object.entries(SCHEMA).map(([name, { settings }]) => {
    const fields = Object.entries<Setting<unknown>>(settings).map(([field, setting]) => {
      return [field, readOne(setting, texts, note)] as const;
    });
    return [name, Object.fromEntries(fields)] as const;
  });
  return Object.fromEntries(groups) as ReadValues;
}

function readOne(setting: Setting<unknown>, { text, isSecret }: Texts, note: Note): unknown {
  const { key, secret } = setting;
  const value = text(key);
  if (value === "" && setting.unset === undefined) {
    note(missingText(setting), key);
    return undefined;
  }
  if (value !== "" && secret !== undefined && !isSecret(key)) {
    note(`${key} stands in the stack file in clear text. Replace it with: ${setCommand(setting)}`, key);
  }
  try {
    refuseNested(setting, value);
    return setting.read(value);
  } catch (error) {
    if (!(error instanceof Refused)) {
      throw error;
    }
    for (const refusal of error.refusals) {
      note(refusalText(setting, refusal, secret !== undefined || isSecret(key)), key, refusal.path);
    }
    return undefined;
  }
}

/** Pulumi hands lists and mappings over as JSON, which would pass for a name. */
function refuseNested({ kind, secret }: Setting<unknown>, value: string): void {
  const isSingle = kind.structure === undefined && kind.mayNest === undefined;
  if (isSingle && secret === undefined && /^[[{]/.test(value) && isJson(value)) {
    refuse(value, "is a list or a mapping where one value is expected");
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
