import { refuse, Refused, within, type Kind, type Refusal } from "./kind";

/** A mapping of names to values of one kind; everything in it that is not allowed is refused at once. */
export function mapping<T>(names: Kind<string>, values: Kind<T>): Kind<Readonly<Record<string, T>>> {
  return {
    allowed: `a mapping; each key ${names.allowed}, each value ${values.structure === "list" ? "a list, each item " : ""}${values.allowed}`,
    structure: "mapping",
    parse(text) {
      const refusals: Refusal[] = [];
      const entries = entriesOf(text).map(([name, value]) => [
        within(name, refusals, () => names.parse(name)),
        within(name, refusals, () => values.parse(textOf(value))),
      ]);
      if (refusals.length > 0) {
        throw new Refused(refusals);
      }
      return Object.fromEntries(entries) as Record<string, T>;
    },
  };
}

type Fields = Readonly<Record<string, Kind<unknown>>>;
type FieldValues<F extends Fields> = { readonly [N in keyof F]?: F[N] extends Kind<infer T> ? T : never };

/** A mapping with these keys, none of which must be there. */
export function fields<F extends Fields>(kinds: F): Kind<FieldValues<F>> {
  const each = Object.entries(kinds).map(([name, { allowed }]) => `${name} (${allowed})`);
  return {
    allowed: `a mapping with ${each.join(", ")}`,
    structure: "mapping",
    parse(text) {
      const refusals: Refusal[] = [];
      const entries = entriesOf(text).map(([name, value]) => {
        return [name, within(name, refusals, () => fieldOf(kinds, name).parse(textOf(value)))] as const;
      });
      if (refusals.length > 0) {
        throw new Refused(refusals);
      }
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
