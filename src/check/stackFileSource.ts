import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { SettingsSource } from "../settings/read";
import { stackFileLines } from "../settings/stackFile";
import { UserError } from "../settings/userError";

interface ProjectFile {
  readonly name: string;
  readonly config: Readonly<Record<string, { readonly default: unknown }>>;
}

// Long enough to pass for a password, which cannot be read without the stack's passphrase.
const SECRET = "a secret of the stack, not read";

/**
 * The settings as they stand in the stack's file, without Pulumi: no passphrase is needed, and secrets stay unread.
 *
 * @param folder the project's
 * @throws UserError when the stack has no file
 */
export function stackFileSource(folder: string, stack: string): SettingsSource {
  const path = join(folder, `Pulumi.${stack}.yaml`);
  if (!existsSync(path)) {
    const stacks = readdirSync(folder).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.slice(1) ?? []);
    throw new UserError(
      `There is no ${path}. There are stack files for: ${stacks.join(", ") || "none"}. ` +
        "Choose one with: npm run check -- --stack NAME, or make one with: pulumi stack init NAME",
    );
  }
  const { name: project, config: declared } = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8")) as ProjectFile;
  const { config = {} } = (parse(readFileSync(path, "utf8")) ?? {}) as { config?: Record<string, unknown> };
  const defaults = Object.entries(declared).map(([key, { default: value }]) => [`${project}:${key}`, value]);
  const given = Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `${project}:${key}`, value]);
  const values = Object.fromEntries([...defaults, ...given]) as Record<string, unknown>;
  return {
    config: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, textOf(value)])),
    isSecret: (key) => isSecure(values[key]),
    lineOf: stackFileLines(path, project),
    project,
    stack,
  };
}

function isSecure(value: unknown): boolean {
  return typeof value === "object" && value !== null && "secure" in value;
}

function textOf(value: unknown): string {
  if (isSecure(value)) {
    return SECRET;
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}
