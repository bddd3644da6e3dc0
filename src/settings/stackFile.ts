import { existsSync, readFileSync } from "node:fs";
import { isCollection, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import type { Path } from "./kinds/kind";

/** The line, from 1, of a key with its namespace or of a part of its value; undefined where the file has none. */
export type LineOf = (key: string, path?: Path) => number | undefined;

/** Where the settings stand in the stack file at `path`, whose keys may leave the project's namespace out. */
export function stackFileLines(path: string, project: string): LineOf {
  if (!existsSync(path)) {
    return () => undefined;
  }
  const counter = new LineCounter();
  const config = parseDocument(readFileSync(path, "utf8"), { lineCounter: counter }).get("config");
  const entries = (isMap(config) ? config.items : []).flatMap(({ key, value }) => {
    if (!isScalar(key)) {
      return [];
    }
    const name = String(key.value);
    return [[name.includes(":") ? name : `${project}:${name}`, { key, value }] as const];
  });
  const byKey = new Map(entries);
  return (key, path = []) => {
    const entry = byKey.get(key);
    const part = path.length > 0 && isCollection(entry?.value) ? entry.value.getIn(path, true) : undefined;
    const node = isNode(part) ? part : entry?.key;
    return isNode(node) && node.range ? counter.linePos(node.range[0]).line : undefined;
  };
}
