import { findService } from "../../credentials/catalogue";
import { resolveCloud, type CloudRequest } from "../../credentials/resolve";
import { withSession } from "../../credentials/session";

/**
 * The server's console log, from Nova.
 *
 * @throws Error when the cloud does not give it
 */
export async function fetchConsoleLog(request: CloudRequest, serverId: string): Promise<string> {
  const cloud = await resolveCloud(request);
  return withSession(cloud, async ({ client, token, catalogue }) => {
    const compute = findService(catalogue, "compute", cloud.region, cloud.interface);
    if (compute === undefined) {
      throw new Error("the cloud's catalogue has no compute service");
    }
    const answer = await client.ask("POST", `${compute.url}/servers/${serverId}/action`, {
      token,
      body: { "os-getConsoleOutput": {} },
    });
    const output = (answer.body as { output?: unknown } | null)?.output;
    if (answer.status !== 200 || typeof output !== "string") {
      throw new Error(`Nova answered ${String(answer.status)} to the request for the console log`);
    }
    return output;
  });
}

/** The last lines of a console log, without the control characters that move a terminal's cursor. */
export function lastLines(log: string, count: number): string {
  return log
    .replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "")
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .slice(-count)
    .join("\n");
}
