/** A line for a POSIX shell that gives it exactly these words, whatever is in them. */
export function shellLine(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
}
