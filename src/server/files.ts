import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROVIDER_NAMES } from "../settings/schema/authentication";
import type { Language } from "../settings/settings";
import { aptProxy, downloadEnvironment } from "./downloads";
import { isIn, MONITORING_PAGE, PROVIDER_FILES, RELEASE } from "./later";
import type { AdminFile, ServerSettingsFile } from "./settingsFile";
import { treeFiles, type ServerFile } from "./tree";

/** What JupyterLab calls the languages that it can start in; without one of these it starts in English. */
const LOCALES: Partial<Record<Language, string>> = { fr: "fr_FR" };

const TREE = join(__dirname, "../../cloud-init/files");
const CONFIGURATION = "/etc/jupyterhub-openstack";

/**
 * Everything that goes onto the server: the files below cloud-init/files, and those that carry this stack's values.
 * The same list is written at first boot, but for what firstBootFiles leaves out, and sent over SSH later.
 */
export function serverFiles(values: ServerSettingsFile, admin: AdminFile): ServerFile[] {
  const { users, authentication, limits, monitoring, language, installation, about, defaultInterface, ...others } =
    values;
  const { aptMirror, aptSecurityMirror } = installation;
  const environment = downloadEnvironment(installation);
  const settings = { ...others, aptMirror, aptSecurityMirror, downloadEnvironment: environment };
  // Behind another's proxy the hub cannot see by itself where it is, and a provider leads people back to it.
  const publicUrl =
    values.tls === "upstream" || authentication.authenticator !== "native" ? values.publicUrl : undefined;
  // Only what the hub reads: each change of it restarts the hub.
  const defaultUrl = defaultInterface === "notebook" ? "/tree" : undefined;
  const hub = { users, authentication, limits, monitoring, language, environment, publicUrl, defaultUrl };
  const apt = aptProxy(installation);
  const locale = LOCALES[language];
  const tree = treeFiles(TREE);
  return [
    { path: RELEASE, mode: "0644", content: `${releaseOf(tree)}\n` },
    ...tree.filter(({ path }) => isWanted(path, values)),
    ...(monitoring ? plottingLibrary() : []),
    ...(apt === undefined ? [] : [{ path: "/etc/apt/apt.conf.d/90jupyterhub-proxy", mode: "0644", content: apt }]),
    ...Object.entries({ settings, hub, admin, ...(about && { about }) }).map(([name, content]) => ({
      path: `${CONFIGURATION}/${name}.json`,
      mode: "0600",
      content: JSON.stringify(content, null, 2) + "\n",
    })),
    ...(locale === undefined ? [] : [jupyterLabIn(locale)]),
  ];
}

/** Made of all that the release may put onto a server, whatever the settings are. */
function releaseOf(tree: readonly ServerFile[]): string {
  return createHash("sha256").update(JSON.stringify(tree)).digest("hex").slice(0, 12);
}

/** The page of monitoring where it is set; of the files for providers: none without one, else those that all have and the chosen one's own. */
function isWanted(path: string, { authentication, monitoring }: ServerSettingsFile): boolean {
  const { authenticator } = authentication;
  if (isIn(MONITORING_PAGE, path)) return monitoring;
  const others = PROVIDER_NAMES.filter((name) => name !== authenticator).map((name) => `${PROVIDER_FILES}${name}.py`);
  return !path.startsWith(PROVIDER_FILES) || (authenticator !== "native" && !others.includes(path));
}

function jupyterLabIn(locale: string): ServerFile {
  const content = JSON.stringify({ "@jupyterlab/translation-extension:plugin": { locale } }) + "\n";
  return { path: "/etc/jupyter/labconfig/default_setting_overrides.json", mode: "0644", content };
}

/** uPlot, which draws the pictures of monitoring, as npm has it. */
function plottingLibrary(): ServerFile[] {
  return ["uPlot.iife.min.js", "uPlot.min.css"].map((name) => ({
    path: `/opt/jupyterhub/monitoring/static/${name}`,
    mode: "0644",
    content: readFileSync(require.resolve(`uplot/dist/${name}`), "utf8"),
  }));
}
