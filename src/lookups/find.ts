import { closest, distance } from "fastest-levenshtein";
import type { Problems } from "../settings/problems";
import type { Listed } from "./cloudApi";

/** What is looked for, and how people call it. */
export interface Wanted {
  /** Name or id. */
  readonly nameOrId: string;
  /** "flavor", "network": as in `openstack <kind> list`. */
  readonly kind: string;
  readonly setting: string;
  /** What else can be done when there is none; a sentence. */
  readonly otherwise?: string;
}

const SHOWN = 12;

/** The one thing of this id or name; what is wrong goes to `problems`, with the near misses and the choices. */
export function findOne<T extends Listed>(wanted: Wanted, all: readonly T[], problems: Problems): T | undefined {
  const { nameOrId, kind, setting } = wanted;
  const found = all.filter(({ id, name }) => id === nameOrId || name === nameOrId);
  if (found.length === 1) {
    return found[0];
  }
  const named = `${kind} "${nameOrId}" (setting ${setting})`;
  problems.add(
    found.length === 0
      ? `There is no ${named} in this cloud. ${suggestion(nameOrId, all)}${wanted.otherwise === undefined ? "" : ` ${wanted.otherwise}`}`
      : `There are ${String(found.length)} of ${named} in this cloud. Give an id: ${found.map(({ id }) => id).join(", ")}.`,
  );
  return undefined;
}

/** The near miss, and what there is. */
export function suggestion(wanted: string, all: readonly { readonly name: string }[]): string {
  const names = [...new Set(all.map(({ name }) => name))].filter((name) => name !== "").sort();
  if (names.length === 0) {
    return "It has none that your project may use.";
  }
  const nearest = closest(
    wanted.toLowerCase(),
    names.map((name) => name.toLowerCase()),
  );
  const near = names.find((name) => name.toLowerCase() === nearest) ?? "";
  const hint =
    distance(wanted.toLowerCase(), nearest) <= Math.max(2, wanted.length / 3) ? `Did you mean ${near}? ` : "";
  const rest = names.length > SHOWN ? ` and ${String(names.length - SHOWN)} more` : "";
  return `${hint}It has: ${names.slice(0, SHOWN).join(", ")}${rest}.`;
}
