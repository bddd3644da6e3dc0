import type { Path } from "./kinds/kind";
import type { Given, Setting } from "./schema/setting";

/** The shell line that sets a setting to `value`, its example where none is given; of a list or mapping, the part at `path`. */
export function setCommand(setting: Setting<unknown>, value: Given = setting.example ?? "", path?: Path): string {
  const { key, kind, secret } = setting;
  if (secret !== undefined) {
    return `pulumi config set --secret ${key}${secret === "file" ? " < FILE" : ""}`;
  }
  if (kind.structure !== undefined) {
    const [at, part] = firstLeaf(value);
    const here = kind.structure === "list" ? (path ?? at) : at;
    return `pulumi config set --path '${key}${pathText(here)}' ${quoted(part)}`;
  }
  return `pulumi config set ${key} ${quoted(value)}`;
}

/** Pulumi's way to write where a part of a setting is. */
export function pathText(path: Path = []): string {
  return path
    .map((part) => {
      if (typeof part === "number") {
        return `[${String(part)}]`;
      }
      return /^\w+$/.test(part) ? `.${part}` : `["${part}"]`;
    })
    .join("");
}

/** The first single value in a list or mapping, and where it is; an empty list has it at 0. */
function firstLeaf(value: Given): readonly [Path, Given] {
  if (typeof value !== "object") {
    return [[0], value];
  }
  const [key = "0", part = ""] = Object.entries(value as Record<string, Given>)[0] ?? [];
  const at = Array.isArray(value) ? Number(key) : key;
  if (typeof part !== "object") {
    return [[at], part];
  }
  const [rest, leaf] = firstLeaf(part);
  return [[at, ...rest], leaf];
}

/** The shell line that removes a key, with its namespace where it is not the project's. */
export function removeCommand(key: string): string {
  return `pulumi config rm ${quoted(key)}`;
}

function quoted(value: unknown): string {
  const text = String(value);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
