import { closest, distance } from "fastest-levenshtein";

/** What to say of a key that Pulumi.yaml does not declare, with the nearest one that it does. */
export function unknownKeyProblem(key: string, declared: readonly string[]): string {
  const nearest = closest(key, declared);
  const hint =
    distance(key, nearest) <= Math.max(2, key.length / 3)
      ? `Did you mean ${nearest}?`
      : `There are: ${[...declared].sort().join(", ")}.`;
  return `${key} is not a setting of this program. ${hint} Remove it with: pulumi config rm ${key}`;
}
