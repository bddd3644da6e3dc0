import { closest, distance } from "fastest-levenshtein";
import type { Problems } from "../settings/problems";
import type { CloudsFiles } from "./cloudsFiles";
import { environmentCloudName } from "./environment";
import { searchPaths } from "./searchPaths";
import type { Surroundings } from "./surroundings";

export interface Choice {
  /** The setting `cloud`. */
  readonly setting: string | undefined;
  readonly stack: string;
  readonly surroundings: Surroundings;
  readonly files: CloudsFiles;
  /** Whether the environment of an RC file makes a cloud too. */
  readonly hasEnvironmentCloud: boolean;
}

/** The name of the cloud: the setting, else OS_CLOUD, else the stack's name, else the environment's, else the only entry. */
export function chooseCloud(choice: Choice, problems: Problems): string | undefined {
  const { setting, stack, surroundings, files, hasEnvironmentCloud } = choice;
  const named = surroundings.environment.OS_CLOUD === "" ? undefined : surroundings.environment.OS_CLOUD;
  const entries = [...files.clouds.keys()];
  const environmentName = environmentCloudName(surroundings.environment);
  const names = hasEnvironmentCloud ? [...entries, environmentName] : entries;

  const own = setting ?? (files.clouds.has(stack) ? stack : undefined);
  if (own !== undefined && named !== undefined && named !== own) {
    problems.add(
      `OS_CLOUD is "${named}", and the cloud of stack ${stack} is "${own}". The provider would go to the wrong account. ` +
        `Clear it with: ${unset(["OS_CLOUD"], surroundings)}` +
        (setting === undefined ? `, or choose with: pulumi config set cloud ${named}` : ""),
    );
    return undefined;
  }
  const wanted = setting ?? named;
  if (wanted !== undefined) {
    if (names.includes(wanted)) {
      return wanted;
    }
    const source = setting === undefined ? "OS_CLOUD" : "setting cloud";
    problems.add(entries.length === 0 ? noFile(choice) : unknownCloud(wanted, source, names, files));
    return undefined;
  }
  const [only, ...others] = entries;
  const found = own ?? (hasEnvironmentCloud ? environmentName : others.length === 0 ? only : undefined);
  if (found === undefined) {
    problems.add(
      only === undefined
        ? noFile(choice)
        : `No cloud is chosen, and ${placesOf(files)} has several: ${entries.join(", ")}. Choose one with: pulumi config set cloud NAME`,
    );
  }
  return found;
}

/** The command that takes variables out of the user's shell. */
export function unset(names: readonly string[], { platform }: Pick<Surroundings, "platform">): string {
  return platform === "win32"
    ? `Remove-Item ${names.map((name) => `Env:${name}`).join(", ")}`
    : `unset ${names.join(" ")}`;
}

function unknownCloud(wanted: string, source: string, names: readonly string[], files: CloudsFiles): string {
  const nearest = closest(wanted, [...names]);
  const hint = distance(wanted, nearest) <= Math.max(2, wanted.length / 3) ? `did you mean ${nearest}? ` : "";
  return `${placesOf(files)} has no cloud "${wanted}" (${source}): ${hint}It has: ${names.join(", ")}. Choose one with: pulumi config set cloud NAME`;
}

function noFile({ surroundings, files }: Choice): string {
  if (files.files.length > 0) {
    return `${placesOf(files)} names no cloud. Put the entries below the key clouds, as a dashboard's download has them.`;
  }
  return (
    `There is no clouds.yaml. Looked for: ${searchPaths("clouds", surroundings).join(", ")}. ` +
    "The cloud's dashboard offers it on its page API Access; the password has to be added by hand. " +
    "Sourcing the RC file of that page works too."
  );
}

function placesOf(files: CloudsFiles): string {
  return files.files.map(({ path }) => path).join(" with ") || "The environment";
}
