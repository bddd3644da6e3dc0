import type { Problems } from "../settings/problems";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text that may be a name or an id is an id. */
export function isId(nameOrId: string): boolean {
  return UUID.test(nameOrId);
}

/**
 * Awaits a look-up in the cloud; when it fails, notes one problem and answers undefined, so that the others go on.
 *
 * @param what what was looked for, with the setting that names it: `flavor "m1.large" (setting flavor)`
 * @param advice what to do when it is not there
 */
export async function lookUp<T>(
  problems: Problems,
  what: string,
  advice: string,
  query: Promise<T>,
): Promise<T | undefined> {
  try {
    return await query;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    problems.add(answerOf(text, what, advice) ?? `the cloud cannot be asked: ${causeOf(text)}`);
    return undefined;
  }
}

/** The problem, where the cloud did answer. */
function answerOf(text: string, what: string, advice: string): string | undefined {
  if (/returned no results|not found|unable to find/i.test(text)) {
    return `${what}: there is none in this cloud. ${advice}`;
  }
  if (/returned more than one|multiple (results|flavors|networks|images)/i.test(text)) {
    return `${what}: there are several in this cloud. ${advice}`;
  }
  return undefined;
}

/**
 * The one line of a provider's error that says why. Above it stand the names of our call and its own; before it the
 * service that was to be asked, which tells nothing when none can be.
 */
function causeOf(text: string): string {
  const prefix = /^\s*(\* )?(Error creating OpenStack \w+ client: )?/;
  const lines = text.split("\n").map((line) => line.replace(prefix, "").trim());
  return lines.filter((line) => line !== "").at(-1) ?? text;
}
