import { setCommand } from "./commands";
import type { Refusal } from "./kinds/kind";
import type { Setting } from "./schema/setting";

/**
 * The message for a value that is refused: what is wrong, what is allowed, what to do.
 *
 * @param hidden whether the value is kept as a secret, so that the message must not show it
 */
export function refusalText(setting: Setting<unknown>, { reason, text, item }: Refusal, hidden: boolean): string {
  const name = item === undefined ? setting.key : `${setting.key}[${String(item)}]`;
  const wrong = reason ?? (hidden ? "is not allowed as it is" : `is "${text}"`);
  return `${name} ${wrong}. ${whatToDo(setting, item)}`;
}

/** The message for a setting without which there is no hub. */
export function missingText(setting: Setting<unknown>): string {
  return `${setting.key} is not set. ${whatToDo(setting)}`;
}

function whatToDo(setting: Setting<unknown>, item?: number): string {
  return `Allowed: ${setting.kind.allowed}. Set it with: ${setCommand(setting, setting.example, item)}`;
}
