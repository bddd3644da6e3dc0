import type { BackupSettings, DataSettings } from "../settings/settings";
import type { CloudApi } from "./cloudApi";
import { findOne } from "./find";
import type { Findings } from "./findings";
import type { OwnResources } from "./own";

/** What is said of a volume, by which settings. */
interface Volume {
  readonly existing?: string;
  readonly type?: string;
  readonly idSetting: string;
  readonly typeSetting: string;
}

/** Checks the types of the volumes that are to be made, and the volumes that are to be taken up. */
export async function lookUpVolumes(
  data: DataSettings,
  backup: BackupSettings | undefined,
  api: CloudApi,
  own: OwnResources,
  findings: Findings,
): Promise<void> {
  const volumes: Volume[] = [{ ...data, idSetting: "dataVolumeId", typeSetting: "dataVolumeType" }];
  if (backup?.repository === "volume") {
    const { existing, volumeType: type } = backup;
    volumes.push({ existing, type, idSetting: "backupVolumeId", typeSetting: "backupVolumeType" });
  }
  await Promise.all(volumes.map((volume) => lookUpVolume(volume, api, own, findings)));
}

async function lookUpVolume(
  { existing, type, idSetting, typeSetting }: Volume,
  api: CloudApi,
  own: OwnResources,
  findings: Findings,
): Promise<void> {
  if (existing !== undefined) {
    await findings.look("volumes", () => checkVolume(existing, idSetting, api, own, findings));
  } else if (type !== undefined) {
    await findings.look("volume types", async () => {
      const types = await api.list("volume", "/types", "volume_types");
      findOne({ nameOrId: type, kind: "volume type", setting: typeSetting }, types, findings.problems);
    });
  }
}

async function checkVolume(
  id: string,
  setting: string,
  api: CloudApi,
  own: OwnResources,
  { problems }: Findings,
): Promise<void> {
  const volumes = await api.list("volume", "/volumes/detail", "volumes");
  const volume = findOne({ nameOrId: id, kind: "volume", setting }, volumes, problems);
  if (volume === undefined) {
    return;
  }
  const attachments = (volume.attachments ?? []) as readonly { server_id: string }[];
  const stranger = attachments.find(({ server_id: server }) => !own.has(server));
  if (stranger !== undefined) {
    problems.add(
      `Volume ${id} (setting ${setting}) is attached to another server, ${stranger.server_id}. Detach it there first.`,
    );
  } else if (volume.status !== "available" && volume.status !== "in-use") {
    problems.add(`Volume ${id} (setting ${setting}) is in state "${String(volume.status)}". It has to be available.`);
  }
}
