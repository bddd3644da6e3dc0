import { parts, refuse, type Kind } from "./kind";

/** A mapping of names to values of one kind; everything in it that is not allowed is refused at once. */
export function mapping<T>(names: Kind<string>, values: Kind<T>): Kind<Readonly<Record<string, T>>> {
  return {
    allowed: `a mapping; each key ${names.allowed}, each value ${values.structure === "list" ? "a list, each item " : ""}${values.allowed}`,
    structure: "mapping",
    parse(text) {
      const readers = entriesOf(text).flatMap(([name, value]): [string, () => [string, T][]][] => [
        [name, () => (names.parse(name), [])],
        [name, () => [[name, values.parse(textOf(value))]]],
      ]);
      return Object.fromEntries(parts(readers).flat());
    },
  };
}

type Fields = Readonly<Record<string, Kind<unknown>>>;
type FieldValues<F extends Fields> = { readonly [N in keyof F]?: F[N] extends Kind<infer T> ? T : never };

/** A mapping with these keys, none of which must be there. */
export function fields<F extends Fields>(kinds: F): Kind<FieldValues<F>> {
  const each = Object.entries(kinds).map(
    ([name, { allowed, structure }]) => `${name} (${structure === "list" ? "a list, each " : ""}${allowed})`,
  );
  return {
    allowed: `a mapping with ${each.join(", ")}`,
    structure: "mapping",
    parse(text) {
      const read = ([name, value]: [string, unknown]) => [name, fieldOf(kinds, name).parse(textOf(value))] as const;
      const entries = parts(entriesOf(text).map((entry) => [entry[0], () => read(entry)]));
      return Object.fromEntries(entries) as FieldValues<F>;
    },
  };
}

function fieldOf(kinds: Fields, name: string): Kind<unknown> {
  return kinds[name] ?? refuse(name, `is not known there; there are ${Object.keys(kinds).join(", ")}`);
}

function entriesOf(text: string): [string, unknown][] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return Object.entries(value);
    }
  } catch {
    // Not JSON: the same answer as for JSON of another shape.
  }
  return refuse(text, "is not a mapping");
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : JSON.stringify(value);
}
