import assert from "node:assert/strict";
import { makeDisk, onDisk } from "./disks";
import { execute, plugVolume, shell, unplugVolume } from "./machine";

/** Of a volume that a hub may use. */
export const SIZE = "1200M";

/** Python: the installation's phase alone, as it is run on the server, for the volume of the id that follows. */
export const PHASE = `
import json, sys
sys.path.insert(0, "/opt/jupyterhub/lib")
from hubserver import data_volume
from hubserver.failure import Failure
from hubserver.paths import SETTINGS
SETTINGS.write_text(json.dumps({**json.loads(SETTINGS.read_text()), "dataVolumeId": sys.argv[1], "ownDataVolume": "own" in sys.argv}))
try:
    data_volume.prepare(lambda message: None)
except Failure as failure:
    print(failure)
    sys.exit(3)
`;

/** virtio shows the first 20 characters of an id. */
export const volumeId = (number: number): string =>
  `d15c00${String(number).padStart(2, "0")}-0000-4000-8000-000000000000`;
const NAMES = ["random", "crash", "lost", "broken", "killed", "gone", "apply", "twin"];
export const idOf = (name: string): string => volumeId(50 + NAMES.indexOf(name));

export const labelOf = (id: string): string => `hub-${id.replaceAll("-", "").slice(0, 12)}`;
export const unmount = (): Promise<unknown> => shell("systemctl stop srv-data.mount");

/** A blank disk that the phase took up; answers its file. */
export async function formatted(name: string): Promise<string> {
  const file = makeDisk(name, SIZE);
  await plugVolume(idOf(name), file);
  assert.deepEqual(await phase(idOf(name)), { code: 0, said: "" });
  assert.equal(onDisk(file, "e2label $disk").trim(), labelOf(idOf(name)));
  return file;
}

/** Unmounts it and takes it away. */
export async function unplug(name: string): Promise<void> {
  await unmount();
  await unplugVolume(idOf(name));
}

/** Runs the phase with the volume of this id, which the stack made itself if it is its own; answers the exit code, 3 for a refusal, and the refusal. */
export async function phase(id: string, own = false): Promise<{ code: number; said: string }> {
  const { code, stdout, stderr } = await execute(["/usr/bin/python3", "-I", "-c", PHASE, id, ...(own ? ["own"] : [])]);
  assert.doesNotMatch(stderr, /Traceback/);
  // What the programs say goes there too; a refusal is the last line.
  return { code, said: code === 0 ? "" : (stdout.trim().split("\n").at(-1) ?? "") };
}
