import { existsSync, readFileSync } from "node:fs";
import { type Document, isScalar, LineCounter, parseDocument, type Scalar, visit } from "yaml";
import type { Problems } from "../settings/problems";
import { searchPaths, type FileKind } from "./searchPaths";
import type { Surroundings } from "./surroundings";
import type { Mapping } from "./values";

/** A file in YAML or JSON, which is YAML too. */
export class DocumentFile {
  private constructor(
    readonly path: string,
    readonly data: Mapping,
    private readonly document: Document,
    private readonly lines: LineCounter,
    /** Values that the openstack client reads as another text than the one that stands in the file: name → the keys to it. */
    readonly misread: ReadonlyMap<string, readonly string[]>,
  ) {}

  /** Reads the first file of this kind that there is; undefined where there is none. What is wrong goes to `problems`. */
  static find(kind: FileKind, surroundings: Surroundings, problems: Problems): DocumentFile | undefined {
    const path = searchPaths(kind, surroundings).find((candidate) => existsSync(candidate));
    return path === undefined ? undefined : DocumentFile.read(path, problems);
  }

  private static read(path: string, problems: Problems): DocumentFile | undefined {
    let text: string;
    try {
      text = readFileSync(path, "utf8");
    } catch (error) {
      problems.add(
        `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}). ` +
          "Give your user the right to read it, or move it away.",
      );
      return undefined;
    }
    const lines = new LineCounter();
    // The openstack client reads YAML 1.1, where `yes` is true and `<<` merges.
    const document = parseDocument(text, { version: "1.1", merge: true, lineCounter: lines, intAsBigInt: true });
    const [error] = document.errors;
    if (error !== undefined) {
      problems.add(`${path} is not valid ${path.endsWith(".json") ? "JSON" : "YAML"}: ${error.message.trim()}`);
      return undefined;
    }
    const misread = keepNumbersAsText(document);
    const data: unknown = document.toJS() ?? {};
    if (typeof data !== "object" || data === null || Array.isArray(data)) {
      problems.add(`${path} has no keys. Expected: a mapping with the key clouds, as a dashboard's download has it.`);
      return undefined;
    }
    return new DocumentFile(path, data as Mapping, document, lines, misread);
  }

  /** Where something stands: "file:line", as near as it can be had. */
  where(...keys: string[]): string {
    for (let depth = keys.length; depth > 0; depth--) {
      const range = (this.document.getIn(keys.slice(0, depth), true) as Scalar | undefined)?.range;
      if (range) {
        return `${this.path}:${String(this.lines.linePos(range[0]).line)}`;
      }
    }
    return this.path;
  }
}

/**
 * Makes texts of numbers and dates, and of single letters. Project ids may look like numbers (`1234e567`), and passwords do.
 *
 * @returns those that YAML 1.1 takes for another number than their text says (0123 is 83)
 */
function keepNumbersAsText(document: Document): Map<string, string[]> {
  const misread = new Map<string, string[]>();
  visit(document, {
    Scalar(key, node, ancestors) {
      const { source, value } = node;
      if (key === "key" || source === undefined || node.type !== "PLAIN") {
        return;
      }
      // `y` and `n` are texts to a client in Python, as to the provider.
      if (typeof value === "boolean" && /^[yn]$/i.test(source)) {
        node.value = source;
      }
      if (typeof value === "number" || typeof value === "bigint" || value instanceof Date) {
        node.value = source;
        // A client in Python takes a number without a point, such as 12e3, for a text.
        if (String(value) !== source && !/^[0-9]+e[0-9]+$/i.test(source)) {
          const keys = keysTo(ancestors);
          misread.set(keys.slice(2).join("."), keys);
        }
      }
    },
  });
  return misread;
}

function keysTo(ancestors: readonly unknown[]): string[] {
  return ancestors
    .map((ancestor) => (ancestor as { key?: unknown }).key)
    .filter((key) => isScalar(key))
    .map(({ value }) => String(value));
}
