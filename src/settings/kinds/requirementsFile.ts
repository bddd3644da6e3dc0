import { readFileSync } from "node:fs";
import { refuse, Refused, type Kind } from "./kind";
import { addedRequirement } from "./requirement";

/** The path of a requirements file; read, its lines without comments. All lines that are not allowed are refused at once. */
export const requirementsFile: Kind<readonly string[]> = {
  allowed: `the path of a requirements file, in each line ${addedRequirement.allowed}`,
  parse(path) {
    const refused: string[] = [];
    const lines = readText(path)
      .split(/\r?\n/)
      .flatMap((whole, index) => {
        const line = whole.replace(/(^|\s)#.*$/, "").trim();
        try {
          return line === "" ? [] : [addedRequirement.parse(line)];
        } catch (error) {
          if (!(error instanceof Refused)) {
            throw error;
          }
          refused.push(`line ${String(index + 1)} ${error.refusals[0]?.reason ?? `is "${line}"`}`);
          return [];
        }
      });
    return refused.length === 0 ? lines : refuse(path, `names ${path}, whose ${refused.join("; ")}`);
  },
};

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    return refuse(
      path,
      `names ${path}, which cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
    );
  }
}
