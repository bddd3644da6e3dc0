import assert from "node:assert/strict";
import { execute, shell, type Answer } from "./machine";

export const SMOKE = "/opt/jupyterhub/bin/hub-smoke";
export const RECORD = "/var/lib/jupyterhub-openstack/deep-check.json";
const USER = "_hub-check";
const ACCOUNT = `jupyter-${USER}`;
export const HOME = `/srv/data/home/${USER}`;
export const UNIT = `${ACCOUNT}-singleuser.service`;

const IN_THE_HUB = `
import sqlite3
database = sqlite3.connect("file:/srv/data/jupyterhub/jupyterhub.sqlite?mode=ro", uri=True)
for table, column in (("users", "name"), ("users_info", "username")):
    print(*(name for (name,) in database.execute(f"SELECT {column} FROM {table}") if name == "${USER}"), sep="\\n", end="")
`;

/** A deep check, now. */
export const check = (): Promise<Answer> => execute([SMOKE]);

/** A deep check that must pass; answers what it says. */
export async function passes(): Promise<string> {
  const { code, stdout, stderr } = await check();
  assert.equal(code, 0, stdout + stderr);
  assert.equal(await left(), "");
  return stdout;
}

/** What there is of the check's user: home, account, group, unit, and its names in the hub. */
export async function left(): Promise<string> {
  const onServer = `ls -d ${HOME} 2>/dev/null || true
    getent passwd ${ACCOUNT} || true
    getent group ${ACCOUNT} || true
    systemctl list-units --all --plain --no-legend '${ACCOUNT}*'`;
  const { stdout, stderr } = await execute(["/usr/bin/python3", "-c", IN_THE_HUB]);
  return (await shell(onServer)) + stdout + stderr;
}
