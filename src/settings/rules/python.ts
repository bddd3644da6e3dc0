import { isConditional, nameOf } from "../kinds/requirement";
import { SCHEMA } from "../schema/schema";
import type { Conflict, ReadValues } from "./conflict";

/** What is wrong between the settings for Python packages. */
export function pythonConflicts({ python, wait }: ReadValues, given: (key: string) => boolean): Conflict[] {
  const { packages, packagesFile, environments } = SCHEMA.python.settings;
  const each: [key: string, where: string, lines: readonly string[]][] = [
    [packages.key, "", python.packages ?? []],
    [packagesFile.key, "", python.packagesFile ?? []],
    ...Object.entries(python.environments ?? {}).map(
      ([name, lines]) => [environments.key, `.${name}`, lines] as [string, string, readonly string[]],
    ),
  ];
  const conflicts = each.flatMap(([key, where, lines]) =>
    repeated(lines).map((name) => ({
      key,
      problem: `has ${name} more than once${where && ` in ${where.slice(1)}`}. Write one line for it, its versions with commas: "${name}>=1,<2".`,
    })),
  );
  for (const [name, lines] of Object.entries(python.environments ?? {})) {
    if (lines.length === 0) {
      conflicts.push({ key: environments.key, problem: `has no package for ${name}. Name one, or remove ${name}.` });
    }
  }
  if (given(packages.key) && given(packagesFile.key)) {
    const problem = `is set, and so is ${packages.key}. Remove one of the two.`;
    conflicts.push({ key: packagesFile.key, problem });
  }
  if (wait.forHub === false) {
    const problem = "is set while waitForHub is false, so nobody would bring the packages to the server.";
    const set = Object.values(SCHEMA.python.settings).filter(({ key }) => given(key));
    conflicts.push(...set.map(({ key }) => ({ key, problem })));
  }
  return conflicts;
}

/** Packages that are named more than once, unless each time under a condition. */
function repeated(lines: readonly string[]): string[] {
  const names = lines.map(nameOf);
  const again = names.filter((name, index) => names.indexOf(name) !== index);
  return [...new Set(again)].filter((name) => lines.some((line) => nameOf(line) === name && !isConditional(line)));
}
