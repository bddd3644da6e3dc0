import { Problems } from "../settings/problems";
import { readAuthentication } from "./authentication";
import { chooseCloud, unset } from "./choose";
import { readCloudsFiles, type CloudsFiles } from "./cloudsFiles";
import { readConnection } from "./connection";
import { mergeEntry } from "./entry";
import { environmentCloud, environmentCloudName } from "./environment";
import { whyNotByName } from "./passing";
import { findProfile, type Profile } from "./profile";
import type { ResolvedCloud } from "./resolved";
import { refuseStrayVariables } from "./strayVariables";
import { ownSurroundings, type Surroundings } from "./surroundings";

export interface CloudRequest {
  /** The setting `cloud`. */
  readonly cloud?: string;
  /** The setting `region`. */
  readonly region?: string;
  readonly stack: string;
}

/**
 * Puts the stack's cloud together as the openstack client does: clouds.yaml, secure.yaml, profile, region, or the environment
 * of an RC file.
 *
 * @throws ProblemsError that names everything that is wrong, where it stands and what to do
 */
export async function resolveCloud(
  request: CloudRequest,
  surroundings: Surroundings = ownSurroundings(),
): Promise<ResolvedCloud> {
  const problems = new Problems();
  const heading = `The cloud of stack ${request.stack} cannot be used:`;
  const files = readCloudsFiles(surroundings, problems);
  problems.throwIfAny(heading);

  const fromEnvironment = environmentCloud(surroundings.environment);
  const name = chooseCloud(
    {
      setting: request.cloud,
      stack: request.stack,
      surroundings,
      files,
      hasEnvironmentCloud: fromEnvironment !== undefined,
    },
    problems,
  );
  problems.throwIfAny(heading);
  const cloud = await resolveEntry(name ?? "", request, { files, surroundings }, problems);
  problems.throwIfAny(heading);
  return cloud;
}

interface Sources {
  readonly files: CloudsFiles;
  readonly surroundings: Surroundings;
}

async function resolveEntry(
  name: string,
  { region }: CloudRequest,
  { files, surroundings }: Sources,
  problems: Problems,
): Promise<ResolvedCloud> {
  const { environment } = surroundings;
  const fromFile = files.clouds.get(name);
  const entry = fromFile ?? environmentCloud(environment) ?? {};
  const where = (...keys: string[]) =>
    fromFile === undefined ? `OS_${keys.at(-1)?.toUpperCase() ?? ""}` : files.where(name, ...keys);
  if (
    fromFile !== undefined &&
    name === environmentCloudName(environment) &&
    environmentCloud(environment) !== undefined
  ) {
    problems.add(`${where()}: "${name}" is also what the environment of an RC file is called. Rename the entry.`);
  }
  refuseMisread(name, files, problems);

  const profileName = entry.profile ?? entry.cloud;
  const profile =
    typeof profileName === "string"
      ? await findProfile(profileName, where(entry.profile === undefined ? "cloud" : "profile"), surroundings, problems)
      : undefined;
  const merged = mergeEntry({ profile: profile?.values ?? {}, entry, region, where: where() }, problems);
  const { authType, auth } = readAuthentication(merged, { where, cloud: name, environment }, problems);
  const cloud = {
    name,
    sources: sourcesOf(fromFile === undefined ? [] : files.files.map(({ path }) => path), profile, {
      everything: fromFile === undefined,
      password: merged.auth.password === undefined && auth.password !== undefined,
    }),
    authType,
    auth,
    ...readConnection(merged.values, { where, surroundings }, problems),
  };
  refuseStrayVariables(cloud, surroundings, problems);
  const reason = whyNotByName({ name, entry, authType, auth, files, surroundings });
  if (reason !== undefined && environment.OS_CLOUD) {
    problems.add(
      `OS_CLOUD is set, and the provider would follow it although ${reason}. ` +
        `Name the cloud in the stack and clear it: pulumi config set cloud ${name}; ${unset(["OS_CLOUD"], surroundings)}`,
    );
  }
  return { ...cloud, passedAs: reason === undefined ? "name" : "arguments" };
}

function sourcesOf(
  files: readonly string[],
  profile: Profile | undefined,
  environment: { everything: boolean; password: boolean },
): string[] {
  return [
    ...files,
    ...(profile === undefined ? [] : [profile.source]),
    ...(environment.everything ? ["the environment"] : environment.password ? ["OS_PASSWORD"] : []),
  ];
}

function refuseMisread(name: string, files: CloudsFiles, problems: Problems): void {
  for (const file of files.files) {
    for (const [place, keys] of file.misread) {
      if (keys[0] === "clouds" && keys[1] === name && keys.includes("auth")) {
        problems.add(
          `${file.where(...keys)}: ${place} is written as a number that the openstack client reads as another. Put it in quotes.`,
        );
      }
    }
  }
}
