import type { DataSettings } from "../settings/settings";
import type { CloudApi } from "./cloudApi";
import { findOne } from "./find";
import type { Findings } from "./findings";
import type { OwnResources } from "./own";

/** Checks the volume type, and the volume that is to be taken up. */
export async function lookUpData(
  settings: DataSettings,
  api: CloudApi,
  own: OwnResources,
  findings: Findings,
): Promise<void> {
  const { existing, type } = settings;
  if (existing !== undefined) {
    await findings.look("volumes", () => checkVolume(existing, api, own, findings));
  } else if (type !== undefined) {
    await findings.look("volume types", async () => {
      const types = await api.list("volume", "/types", "volume_types");
      findOne({ nameOrId: type, kind: "volume type", setting: "dataVolumeType" }, types, findings.problems);
    });
  }
}

async function checkVolume(id: string, api: CloudApi, own: OwnResources, { problems }: Findings): Promise<void> {
  const volumes = await api.list("volume", "/volumes/detail", "volumes");
  const volume = findOne({ nameOrId: id, kind: "volume", setting: "dataVolumeId" }, volumes, problems);
  if (volume === undefined) {
    return;
  }
  const attachments = (volume.attachments ?? []) as readonly { server_id: string }[];
  const stranger = attachments.find(({ server_id: server }) => !own.has(server));
  if (stranger !== undefined) {
    problems.add(
      `Volume ${id} (setting dataVolumeId) is attached to another server, ${stranger.server_id}. Detach it there first.`,
    );
  } else if (volume.status !== "available" && volume.status !== "in-use") {
    problems.add(`Volume ${id} (setting dataVolumeId) is in state "${String(volume.status)}". It has to be available.`);
  }
}
