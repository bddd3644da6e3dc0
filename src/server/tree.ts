import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** A file as it stands on the server, owned by root. */
export interface ServerFile {
  /** Absolute path on the server. */
  readonly path: string;
  /** Octal, such as "0644". */
  readonly mode: string;
  readonly content: string;
}

/** The files below a folder, which mirrors the server's root. */
export function treeFiles(tree: string): ServerFile[] {
  return readdirSync(tree, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.includes("__pycache__") && statSync(join(tree, name)).isFile())
    .sort()
    .map((name) => ({
      path: `/${name.replaceAll("\\", "/")}`,
      mode: modeOf(join(tree, name)),
      content: contentOf(join(tree, name)),
    }));
}

/** Without the comments and docstrings of Python files: they are for those who read the repository, and user data has little room. */
function contentOf(file: string): string {
  const content = readFileSync(file, "utf8");
  if (!file.endsWith(".py")) {
    return content;
  }
  // An empty text stays: a docstring may be all that a block has.
  return content.replaceAll(/^ *#(?!!).*\n/gm, "").replaceAll(/^( *)"""(?=\S)[^]*?"""$/gm, '$1""');
}

/** A script is told by its first line and not by its mode, which a checkout on Windows does not keep. */
function modeOf(file: string): string {
  return readFileSync(file, "utf8").startsWith("#!") ? "0755" : "0644";
}
