import { readCloud } from "../../credentials/cloudsFile";
import { request } from "../../credentials/request";
import { openSession } from "../../credentials/session";

/**
 * The server's console log, from Nova.
 *
 * @throws Error when the cloud does not give it
 */
export async function fetchConsoleLog(cloud: string, serverId: string): Promise<string> {
  const entry = readCloud(cloud);
  const session = await openSession(entry);
  const answer = await request(entry, `${session.endpoint("compute")}/servers/${serverId}/action`, {
    method: "POST",
    token: session.token,
    body: { "os-getConsoleOutput": {} },
  });
  const output = (answer.body as { output?: unknown } | null)?.output;
  if (answer.status !== 200 || typeof output !== "string") {
    throw new Error(`Nova answered ${String(answer.status)} to the request for the console log`);
  }
  return output;
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
