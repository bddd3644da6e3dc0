import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";

/** The checkout. */
export const ROOT = resolve(__dirname, "../..");

/**
 * The environment of the toolchain built from Go modules, whatever the machine would take otherwise: it is what is tested
 * here. PATH has pulumi first, PULUMI_HOME holds the plugins.
 */
export function builtToolchain(): { PATH: string; PULUMI_HOME: string } {
  const shell = `eval "$(toolchain/ensure)" && printf '%s\\n' "$PATH" "$PULUMI_HOME"`;
  const [path, home] = execFileSync("bash", ["-c", shell], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, JUPYTERHUB_OPENSTACK_TOOLCHAIN: "build" },
  }).split("\n");
  if (path === undefined || home === undefined) throw new Error("toolchain/ensure printed no environment");
  return { PATH: path, PULUMI_HOME: home };
}

/** The file of a built plugin. */
export function plugin(home: string, name: string, version: string): string {
  return join(home, "plugins", `resource-${name}-v${version}`, `pulumi-resource-${name}`);
}
