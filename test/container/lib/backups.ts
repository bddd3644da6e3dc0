import assert from "node:assert/strict";
import type { Target } from "./backupServers";
import { eventually, execute, type Answer } from "./machine";
import { ADMIN, filesOf, hubApply } from "./stack";

const BIN = "/opt/jupyterhub/bin";

/** Whose files are backed up and brought back. */
export const USER = { name: "mary", password: "a long fossil hunt" };
export const HOME = `/srv/data/home/${USER.name}`;
export const RECORD = "/var/lib/jupyterhub-openstack/backup.json";

export const applyWith = ({ backup, secrets }: Target): Promise<Answer> =>
  hubApply(filesOf({ backup }), ADMIN.password, 600, secrets);

export const backUp = (): Promise<Answer> => execute([`${BIN}/hub-backup`]);
export const restore = (...what: string[]): Promise<Answer> => execute([`${BIN}/hub-restore`, ...what]);
export const status = (): Promise<Answer> => execute([`${BIN}/hub-status`]);

/** Since then, in milliseconds since 1970. */
export const seconds = (then: number): number => Math.round((Date.now() - then) / 1000);

/** The id of the newest snapshot. */
export async function latest(): Promise<string | undefined> {
  const snapshots = JSON.parse(await must(execute([`${BIN}/hub-backup`, "--list"]))) as { id: string }[];
  return snapshots.at(-1)?.id;
}

export async function must(answer: Promise<Answer>): Promise<string> {
  const { code, stdout, stderr } = await answer;
  assert.equal(code, 0, stdout + stderr);
  return stdout;
}

/** What must fail, and say so. */
export async function refused(answer: Promise<Answer>, reason: RegExp): Promise<void> {
  const { code, stdout, stderr } = await answer;
  assert.notEqual(code, 0, stdout + stderr);
  assert.match(stderr, reason);
}

/** Starts a program, kills it and all that it started once this is so, and answers whether it was still running. */
export async function killed(program: readonly string[], when: string): Promise<boolean> {
  const running = execute(program);
  await eventually(when, 60, async () => (await execute(["sh", "-c", when])).code === 0);
  const kill = await execute(["pkill", "-KILL", "-f", `^/[^ ]*/python3 -I ${program.join(" ")}`]);
  await running;
  return kill.code === 0;
}
