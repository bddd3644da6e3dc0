import { createHash } from "node:crypto";
import { RELEASE } from "../../../src/server/later";
import type { ServerFile } from "../../../src/server/tree";
import { shell } from "./machine";
import { filesOf } from "./stack";

/** What a release changes in its files, by their paths. */
export type Changes = Readonly<Record<string, (content: string) => string>>;

/** The files of another release of this program, which has these changes. */
export function released(changes: Changes, before: readonly ServerFile[] = filesOf()): ServerFile[] {
  const name = createHash("sha256").update(Object.entries(changes).map(String).join()).digest("hex").slice(0, 12);
  const files = before.map((file) => {
    const change = file.path === RELEASE ? () => `${name}\n` : changes[file.path];
    return change === undefined ? file : { ...file, content: change(file.content) };
  });
  const changed = files.filter(({ content }, index) => content !== before[index]?.content).map(({ path }) => path);
  for (const path of Object.keys(changes)) if (!changed.includes(path)) throw new Error(`${path} is as it was.`);
  return files;
}

export const nameOf = (files: readonly ServerFile[]): string =>
  files.find(({ path }) => path === RELEASE)?.content.trim() ?? "";

/** All of the product's files with their sums, what is installed by locks, and what is left of trials. */
export const present = (): Promise<string> =>
  shell(`cd /; find opt/jupyterhub/{bin,lib,hub,locks,languages,release} etc/jupyterhub-openstack etc/systemd/system -type f \\
    -not -path '*/__pycache__/*' -print0 | sort -z | xargs -0 sha256sum
    for name in hub user; do ls -d opt/jupyterhub/$name-environment/lib/python3*/site-packages/*.dist-info; done
    ls -A opt/jupyterhub /var/lib/jupyterhub-openstack; systemctl is-enabled hub-undo.service 2>&1 || true`);

/** Those whom the hub knows, with their ids. */
export const rows = (): Promise<string> =>
  shell(`/usr/bin/python3 -c '
import sqlite3
database = sqlite3.connect("file:/srv/data/jupyterhub/jupyterhub.sqlite?mode=ro", uri=True)
for table in ("users", "users_info", "groups"):
    print(table, *database.execute(f"SELECT * FROM {table} ORDER BY id"))
' | sed -E "s/'20[0-9]{2}-[^']*'/when/g"`);
