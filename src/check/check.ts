import type { ResolvedCloud } from "../credentials/resolved";
import { resolveCloud } from "../credentials/resolve";
import { withSession } from "../credentials/session";
import type { Surroundings } from "../credentials/surroundings";
import { lookUpCloud, type Lookups } from "../lookups/cloud";
import { Findings } from "../lookups/findings";
import type { OwnResources } from "../lookups/own";
import type { Quota } from "../lookups/quota";
import { ProblemsError } from "../settings/problems";
import { readSettings, type SettingsSource } from "../settings/read";
import type { Settings } from "../settings/settings";
import { UserError } from "../settings/userError";

/** All that is known of a stack before anything is made, and everything that stands in the way. */
export interface Checked {
  readonly stack: string;
  readonly settings?: Settings;
  readonly cloud?: ResolvedCloud;
  readonly lookups?: Lookups;
  /** Empty where the cloud was not asked. */
  readonly quota: Quota;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

export interface CheckOptions {
  /** What the stack has made before. */
  readonly own: () => Promise<OwnResources>;
  /** Whether the cloud is left alone. */
  readonly offline?: boolean;
  /** Default: this process's. */
  readonly surroundings?: Surroundings;
}

/**
 * Checks settings and the cloud's entry, and, when both are right, what the cloud has. Nothing is thrown for a mistake of the
 * user's: it is among the problems.
 */
export async function checkStack(
  source: SettingsSource,
  { own, offline, surroundings }: CheckOptions,
): Promise<Checked> {
  const problems: string[] = [];
  const noted = async <T>(step: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof UserError)) {
        throw error;
      }
      problems.push(...(error instanceof ProblemsError ? error.problems : [error.message]));
      return undefined;
    }
  };
  const { stack } = source;
  const settings = await noted(() => readSettings(source));
  // Settings that need a correction do not keep the entry from being looked at: all is said at once.
  const text = (key: string) => {
    const value = source.config[`${source.project}:${key}`]?.trim();
    return value === "" ? undefined : value;
  };
  const cloud = await noted(() => resolveCloud({ cloud: text("cloud"), region: text("region"), stack }, surroundings));
  if (settings === undefined || cloud === undefined || offline === true) {
    return { stack, settings, cloud, quota: {}, problems, warnings: [] };
  }
  const findings = new Findings();
  const ownResources = await own();
  const found = await noted(() =>
    withSession(cloud, (session) => lookUpCloud(settings, session, ownResources, findings)),
  );
  return {
    stack,
    settings,
    cloud,
    lookups: found,
    quota: found?.quota ?? {},
    problems: [...problems, ...findings.problems.all],
    warnings: findings.warnings.all,
  };
}

/** What a deployment needs of it. */
export type Ready = Required<Pick<Checked, "settings" | "cloud" | "lookups">>;

/**
 * The same, ready to be deployed.
 *
 * @throws ProblemsError that names everything that stands in the way
 */
export function readyToDeploy({ stack, settings, cloud, lookups, problems }: Checked): Ready {
  if (settings === undefined || cloud === undefined || lookups === undefined || problems.length > 0) {
    throw new ProblemsError(`Stack ${stack} (Pulumi.${stack}.yaml) cannot be deployed as it is:`, problems);
  }
  return { settings, cloud, lookups };
}
