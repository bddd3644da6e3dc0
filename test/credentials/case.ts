import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { resolveCloud } from "../../src/credentials/resolve";
import type { ResolvedCloud } from "../../src/credentials/resolved";

/** One situation: files, environment and settings. `BASE` in texts stands for the case's own folder. */
export interface Case {
  readonly name: string;
  /** By path: "clouds.yaml" in the project's folder, "~/…" in the home, "+/…" elsewhere. */
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly cloud?: string;
  readonly region?: string;
  /** What is expected where it is not what openstacksdk makes of it: a message, or other values. */
  readonly refused?: RegExp;
  readonly otherwise?: (cloud: ResolvedCloud) => void;
  readonly passedAs?: ResolvedCloud["passedAs"];
}

/** A case laid out on disk. */
export interface Scene {
  readonly cwd: string;
  readonly home: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly cloud?: string;
  readonly region?: string;
}

export function layOut(one: Case): Scene {
  const base = mkdtempSync(join(tmpdir(), "credentials-"));
  const cwd = join(base, "project");
  const home = join(base, "home");
  for (const folder of [cwd, home]) {
    mkdirSync(folder);
  }
  for (const [path, text] of Object.entries(one.files ?? {})) {
    const file = path.startsWith("~/")
      ? join(home, path.slice(2))
      : path.startsWith("+/")
        ? join(base, path.slice(2))
        : join(cwd, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text.replaceAll("BASE", base));
  }
  const environment = Object.fromEntries(
    Object.entries(one.environment ?? {}).map(([name, value]) => [name, value.replaceAll("BASE", base)]),
  );
  return { cwd, home, environment: { ...environment, HOME: home }, cloud: one.cloud, region: one.region };
}

/** Our answer. The stack has a name that no entry has, unless the case says so. */
export function resolveScene(
  { cwd, home, environment, cloud, region }: Scene,
  stack = "stack",
): Promise<ResolvedCloud> {
  const surroundings = { environment, cwd, home, accountHome: home, platform: "linux" as const };
  return resolveCloud({ cloud, region, stack }, surroundings);
}

/** An entry that says all that is needed; `more` are further lines of it, `auth` further fields of its auth. */
export function entry(name: string, more = "", auth = ""): string {
  return `  ${name}:
    auth: {auth_url: "https://keystone.example/v3", username: u-${name}, password: secret-${name}, project_name: p,
           user_domain_name: Default, project_domain_name: Default${auth === "" ? "" : `, ${auth}`}}
${more.replace(/^(?=.)/gm, "    ")}
`;
}

/** A clouds.yaml with one entry, "lab". */
export function lab(more = "", auth = ""): string {
  return `clouds:\n${entry("lab", more, auth)}`;
}
