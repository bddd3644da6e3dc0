/** What a setting may hold, and how it is read. */
export interface Kind<T> {
  /** Completes "Allowed: …"; names the unit where there is one. */
  readonly allowed: string;
  /** What holds its parts together; of a list, `allowed` speaks of one item. */
  readonly structure?: "list" | "mapping";
  /** Whether a single value may have a list or a mapping in its place, which `parse` gets as JSON. */
  readonly mayNest?: true;
  /** @throws Refused */
  readonly parse: (text: string) => T;
}

/** Where a part of a setting is: indexes of lists, from 0, and keys of mappings. */
export type Path = readonly (number | string)[];

/** Why a value is refused. */
export interface Refusal {
  /** Completes a sentence that begins with the setting's name; undefined: the value itself says it. */
  readonly reason?: string;
  /** The text that is refused. */
  readonly text: string;
  /** Which part of the setting; undefined: the whole. */
  readonly path?: Path;
}

/** Carries what is wrong with one setting from its kind to the message. */
export class Refused extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super("a setting is refused");
  }
}

/** Refuses `text`. A reason must not repeat it where it may be a secret. */
export function refuse(text: string, reason?: string): never {
  throw new Refused([{ text, reason }]);
}

/**
 * The values of the parts of a setting, by where they are in it.
 *
 * @throws Refused with all that is refused in them, each at its place
 */
export function parts<T>(readers: readonly (readonly [number | string, () => T])[]): T[] {
  const refusals: Refusal[] = [];
  const values = readers.flatMap(([at, read]) => {
    try {
      return [read()];
    } catch (error) {
      if (!(error instanceof Refused)) {
        throw error;
      }
      refusals.push(...error.refusals.map((refusal) => ({ ...refusal, path: [at, ...(refusal.path ?? [])] })));
      return [];
    }
  });
  if (refusals.length > 0) {
    throw new Refused(refusals);
  }
  return values;
}

/** A text that must match. */
export function matching(pattern: RegExp, allowed: string): Kind<string> {
  return { allowed, parse: (text) => (pattern.test(text) ? text : refuse(text)) };
}

/** One of these words. */
export function choice<T extends string>(...words: readonly T[]): Kind<T> {
  const allowed = [words.slice(0, -1).join(", "), ...words.slice(-1)].join(" or ");
  return { allowed, parse: (text) => words.find((word) => word === text) ?? refuse(text) };
}

/** Any text of one line; `allowed` says what it names. */
export function text(allowed: string): Kind<string> {
  return matching(/^[^\p{Cc}]+$/u, allowed);
}

/** The name or the id of something in the cloud. */
export const nameOrId = text("a name or an id");

export const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** An id as OpenStack gives them. */
export const uuid = matching(UUID, "an id such as 5f0c9a52-7d1e-4c8b-9a52-0123456789ab");

/** true or false. */
export const boolean: Kind<boolean> = {
  allowed: "true or false",
  parse: (value) => choice("true", "false").parse(value) === "true",
};
