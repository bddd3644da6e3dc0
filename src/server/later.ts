import type { ServerFile } from "./tree";

/** What each provider of accounts has of its own, and what all of them need. */
export const PROVIDER_FILES = "/opt/jupyterhub/hub/providers/";
/** What the hub has of monitoring. */
export const MONITORING_PAGE = ["/opt/jupyterhub/hub/monitoring", "/opt/jupyterhub/monitoring/"];
/** The name of this program's release, by which the server tells another one from a changed setting. */
export const RELEASE = "/opt/jupyterhub/release";
/** Files and folders that no server needs before somebody comes over SSH: user data has little room. */
const LATER = [
  PROVIDER_FILES,
  RELEASE,
  ...MONITORING_PAGE,
  "/etc/jupyterhub-openstack/about.json",
  "/etc/profile.d/jupyterhub.sh",
  "/opt/jupyterhub/bin/hub-backup",
  "/opt/jupyterhub/bin/hub-metrics",
  "/opt/jupyterhub/bin/hub-pull",
  "/opt/jupyterhub/bin/hub-reboot",
  "/opt/jupyterhub/bin/hub-restore",
  "/opt/jupyterhub/bin/hub-smoke",
  "/opt/jupyterhub/bin/hub-undo",
  "/opt/jupyterhub/bin/hub-updates",
  "/opt/jupyterhub/hub/about.py",
  "/opt/jupyterhub/hub/deep_check.py",
  "/opt/jupyterhub/hub/languages.py",
  "/opt/jupyterhub/hub/templates/",
  "/opt/jupyterhub/languages/",
  "/opt/jupyterhub/lib/hubserver/apt.py",
  "/opt/jupyterhub/lib/hubserver/backup/",
  "/opt/jupyterhub/lib/hubserver/deep_check/",
  "/opt/jupyterhub/lib/hubserver/distribution/",
  "/opt/jupyterhub/lib/hubserver/folders/",
  "/opt/jupyterhub/lib/hubserver/installed.py",
  "/opt/jupyterhub/lib/hubserver/lock.py",
  "/opt/jupyterhub/lib/hubserver/monitoring/",
  "/opt/jupyterhub/lib/hubserver/python/",
  "/opt/jupyterhub/lib/hubserver/records.py",
  "/opt/jupyterhub/lib/hubserver/timers.py",
  "/opt/jupyterhub/lib/hubserver/updates/",
  "/opt/jupyterhub/lib/hubserver/upgrade/",
];

/** Those that a server installs itself with. */
export function firstBootFiles(files: readonly ServerFile[]): ServerFile[] {
  return files.filter(({ path }) => !isIn(LATER, path));
}

/** Whether one of these is the file, or a beginning of its path. */
export const isIn = (places: readonly string[], path: string): boolean =>
  places.some((place) => path.startsWith(place));
