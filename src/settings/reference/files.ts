import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { settingsPage } from "./markdown";
import { withConfig } from "./pulumiYaml";

/** A file that comes from the schema. */
export interface ReferenceFile {
  readonly path: string;
  readonly text: string;
}

/** The files under `root` as they must be, formatted; of Pulumi.yaml only the config block comes from the schema. */
export async function referenceFiles(root: string): Promise<ReferenceFile[]> {
  const project = join(root, "Pulumi.yaml");
  return Promise.all(
    [
      { path: project, text: withConfig(readFileSync(project, "utf8")) },
      { path: join(root, "docs/settings.md"), text: settingsPage() },
    ].map(async ({ path, text }) => ({
      path,
      text: await format(text, { ...(await resolveConfig(path)), filepath: path }),
    })),
  );
}
