import { pathText, setCommand } from "./commands";
import type { Path, Refusal } from "./kinds/kind";
import type { Setting } from "./schema/setting";

/**
 * The message for a value that is refused: what is wrong, what is allowed, what to do.
 *
 * @param hidden whether the value is kept as a secret, so that the message must not show it
 */
export function refusalText(setting: Setting<unknown>, { reason, text, path }: Refusal, hidden: boolean): string {
  const wrong = reason ?? (hidden ? "is not allowed as it is" : `is "${text}"`);
  return `${setting.key}${pathText(path)} ${wrong}. ${whatToDo(setting, path)}`;
}

/** The message for a setting without which there is no hub. */
export function missingText(setting: Setting<unknown>): string {
  return `${setting.key} is not set. ${whatToDo(setting)}`;
}

function whatToDo(setting: Setting<unknown>, path?: Path): string {
  return `Allowed: ${setting.kind.allowed}. Set it with: ${setCommand(setting, setting.example, path)}`;
}
