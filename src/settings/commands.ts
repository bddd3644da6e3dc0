import type { Given, Setting } from "./schema/setting";

/** The shell line that sets a setting to `value`, its example where none is given; of a list, the item `item`. */
export function setCommand(setting: Setting<unknown>, value: Given = setting.example ?? "", item = 0): string {
  const { key, kind, secret } = setting;
  if (secret !== undefined) {
    return `pulumi config set --secret ${key}${secret === "file" ? " < ~/.ssh/id_ed25519" : ""}`;
  }
  if (kind.list === true) {
    return `pulumi config set --path '${key}[${String(item)}]' ${quoted(Array.isArray(value) ? value[0] : value)}`;
  }
  return `pulumi config set ${key} ${quoted(value)}`;
}

/** The shell line that removes a key, with its namespace where it is not the project's. */
export function removeCommand(key: string): string {
  return `pulumi config rm ${quoted(key)}`;
}

function quoted(value: unknown): string {
  const text = String(value);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
