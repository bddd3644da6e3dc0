import { setCommand } from "../commands";
import { SCHEMA } from "../schema/schema";
import type { Setting } from "../schema/setting";
import type { Tls } from "../settings";
import type { Conflict } from "./conflict";

/** Those of the settings that are given, where tls is another than the one that they are for. */
export function onlyWithTls(
  tls: Tls,
  settings: readonly Setting<unknown>[],
  given: (key: string) => boolean,
): Conflict[] {
  return settings
    .filter(({ key }) => given(key))
    .map(({ key }) => ({
      key,
      problem: `is set while tls is not ${tls}. Remove it, or: ${setCommand(SCHEMA.web.settings.tls, tls)}`,
    }));
}
