import type { CloudApi, Listed } from "./cloudApi";
import type { Findings } from "./findings";
import type { OwnResources } from "./own";

// Not `pulumi up --refresh`: this look comes after its refresh and still sees the notes of before.
const REFRESH = "`pulumi refresh`, then `pulumi up`,";

/**
 * Looks whether what the stack made is still as it was made: `pulumi up` alone compares settings with its own notes, and so
 * says that all is well with a server that somebody deleted.
 */
export async function checkPresence(api: CloudApi, own: OwnResources, findings: Findings): Promise<void> {
  const serverIds = own.ids("compute/instance:Instance");
  const volumeIds = own.ids("blockstorage/volume:Volume");
  if (serverIds.length === 0 && volumeIds.length === 0) {
    return;
  }
  const [servers, volumes] = await Promise.all([
    findings.look("servers", () => api.list("compute", "/servers/detail", "servers")),
    findings.look("volumes", () => api.list("volume", "/volumes/detail", "volumes")),
  ]);
  if (servers === undefined || volumes === undefined) {
    return;
  }
  for (const id of serverIds) {
    checkServer(id, byId(servers, id), findings);
  }
  for (const id of volumeIds.filter((own) => byId(volumes, own) === undefined)) {
    findings.problems.add(
      `Volume ${id}, which this stack made, is not in the cloud any more, and what was on it is gone. ` +
        `${REFRESH} makes a new, empty one; or take up another: pulumi config set dataVolumeId ID.`,
    );
  }
  for (const [server = "", volume = ""] of own.ids("compute/volumeAttach:VolumeAttach").map((id) => id.split("/"))) {
    const attachments = byId(volumes, volume)?.attachments as readonly { server_id: string }[] | undefined;
    if (byId(servers, server) !== undefined && attachments?.every(({ server_id: id }) => id !== server) === true) {
      findings.problems.add(
        `Volume ${volume} is not attached to server ${server} any more. ${REFRESH} attaches it again.`,
      );
    }
  }
}

function byId(all: readonly Listed[], id: string): Listed | undefined {
  return all.find((thing) => thing.id === id);
}

function checkServer(id: string, server: Listed | undefined, { problems, warnings }: Findings): void {
  if (server === undefined) {
    problems.add(
      `Server ${id}, which this stack made, is not in the cloud any more. ${REFRESH} makes it anew, with the same address and data.`,
    );
    return;
  }
  const fault = server.fault as { message?: string } | undefined;
  if (server.status === "ERROR") {
    warnings.add(
      `Server ${id} is in state ERROR${fault?.message === undefined ? "" : ` (${fault.message})`}. ` +
        // Nova detaches no volume from such a server, so that a raised generation would not do.
        `To have it made anew, with the same address and data: openstack server delete ${id}, then ${REFRESH.replace(/,$/, ".")}`,
    );
  } else if (server.status === "SHUTOFF") {
    warnings.add(`Server ${id} is switched off. Switch it on: openstack server start ${id}`);
  }
}
