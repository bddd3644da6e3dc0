import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execute } from "./machine";

const PROGRAM = readFileSync(join(__dirname, "../../support/tree.py"), "utf8");

/** What test/support/tree.py says of a folder on the server. */
export interface Digest {
  /** Files, those with a second name counted twice. */
  readonly files: number;
  /** Of their contents, holes too. */
  readonly bytes: number;
  /** Of names, contents, owners, modes, times, extended attributes, ACLs, holes and hard links. */
  readonly sha256: string;
}

/** Makes so many files of a user's, with all that files may have. */
export async function makeTree(folder: string, user: string, count: number): Promise<void> {
  await tree(["make", folder, `jupyter-${user}`, String(count)]);
}

/** Makes some files that are hard to back up. */
export async function makeOddTree(folder: string, user: string): Promise<void> {
  await tree(["odd", folder, `jupyter-${user}`]);
}

/** A line for each file in a folder, with all that a digest is about but holes. */
export const listOf = (folder: string): Promise<string> => tree(["list", folder]);

export async function digestOf(folder: string): Promise<Digest> {
  const [files, bytes, sha256 = ""] = (await tree(["digest", folder])).split(" ");
  return { files: Number(files), bytes: Number(bytes), sha256 };
}

async function tree(command: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await execute(["python3", "-", ...command], PROGRAM);
  if (code !== 0) throw new Error(stderr);
  return stdout.trim();
}
