import { parts, refuse, type Kind } from "./kind";

/** A list whose items are of one kind; all items that are not allowed are refused at once. */
export function list<T>(items: Kind<T>): Kind<readonly T[]> {
  return {
    allowed: items.allowed,
    structure: "list",
    parse: (text) => parts(itemsOf(text).map((value, index) => [index, () => parseItem(items, value)])),
  };
}

function itemsOf(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) {
      return value;
    }
  } catch {
    // Not JSON: the same answer as for JSON of another shape.
  }
  return refuse(text, "is not a list");
}

function parseItem<T>(items: Kind<T>, value: unknown): T {
  if (typeof value !== "string") {
    const text = JSON.stringify(value);
    refuse(text, value === null ? "is empty" : `is ${text}, which is not text: put it in quotes`);
  }
  return items.parse(value.trim());
}
