import { schedule } from "./backup";
import type { Kind } from "./kind";

/** What stands for: never by itself. */
export const OFF = "off";

/** When the deep check runs, or "off". */
export const deepCheckSchedule: Kind<string> = {
  allowed: `${OFF}, ${schedule.allowed}`,
  parse: (text) => (text === OFF ? text : schedule.parse(text)),
};
