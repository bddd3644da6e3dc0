import type { Kind } from "../kinds/kind";
import type { Effect } from "./effects";

/** A value as the stack file would hold it. */
export type Given = string | number | boolean | readonly string[] | { readonly [name: string]: Given };

/** What the docs and the messages say of a setting. */
interface Words {
  /** One or two sentences: what it is. */
  readonly description: string;
  /** What `pulumi up` does when it has changed on a running hub. */
  readonly effect: Effect;
}

/** How it is set: an example; or, for a secret, whether it is typed in or comes from a file. */
type Means = { readonly example: Given; readonly secret?: undefined } | { readonly secret: "typed" | "file" };

/** One setting. `T` is what the program gets; it includes undefined where the setting may be left out. */
export interface Setting<T> extends Words {
  /** Its name in the stack file. */
  readonly key: string;
  readonly kind: Kind<unknown>;
  /** What holds when the stack file says nothing; undefined: it must be set. */
  readonly unset?: { readonly value: Given } | { readonly words: string };
  readonly example?: Given;
  readonly secret?: "typed" | "file";
  /** @throws Refused where `text`, which has no blanks around it, is not allowed */
  readonly read: (text: string) => T;
}

/** A setting without which there is no hub. */
export function required<T>(key: string, kind: Kind<T>, words: Words & Means): Setting<T> {
  return { ...words, key, kind, read: kind.parse };
}

/** A setting that may be left out; `unset` says what then happens. */
export function optional<T>(
  key: string,
  kind: Kind<T>,
  { unset, ...words }: Words & Means & { readonly unset: string },
): Setting<T | undefined> {
  return {
    ...words,
    key,
    kind,
    unset: { words: unset },
    read: (text) => (text === "" ? undefined : kind.parse(text)),
  };
}

/** A setting with a value to start from. */
export function defaulted<T>(
  key: string,
  kind: Kind<T>,
  { value, ...words }: Words & Means & { readonly value: Given },
): Setting<T> {
  return { ...words, key, kind, unset: { value }, read: kind.parse };
}

/** Settings that belong together, by their names in the program. */
export interface Group {
  readonly title: string;
  readonly settings: Readonly<Record<string, Setting<unknown>>>;
}

type Read<S> = S extends { readonly read: (text: string) => infer T } ? T : never;

/** What the program gets of a group: what may be left out is an optional property. */
export type Values<G extends Group> = {
  readonly [F in keyof G["settings"] as undefined extends Read<G["settings"][F]> ? never : F]: Read<G["settings"][F]>;
} & {
  readonly [F in keyof G["settings"] as undefined extends Read<G["settings"][F]> ? F : never]?: Read<G["settings"][F]>;
};
