import { dirname } from "node:path";
import type { HubClient } from "./hubClient";
import { eventually, shell } from "./machine";

/** Memory in bytes and share of a CPU of somebody's server, as systemd has them. */
export async function sharesOf(user: string): Promise<{ memory: string; cpu: string }> {
  const show = `systemctl show --property=MemoryMax,CPUQuotaPerSecUSec jupyter-${user}-singleuser`;
  const values = new URLSearchParams((await shell(show)).replaceAll("\n", "&"));
  return { memory: values.get("MemoryMax") ?? "", cpu: values.get("CPUQuotaPerSecUSec") ?? "" };
}

/** Also for somebody whose server does not run. */
export async function restart(client: HubClient): Promise<void> {
  await stop(client);
  await client.spawn();
}

export async function stop(client: HubClient): Promise<void> {
  await client.api("DELETE", `/users/${client.user}/server`);
  await eventually(`${client.user}'s server is stopped`, 60, async () => (await client.server()) === undefined);
}

/** Python that somebody's server runs when it starts, from then on. */
export async function configure(user: string, python: string): Promise<void> {
  const file = configurationOf(user);
  await shell(`runuser -u jupyter-${user} -- mkdir -p ${dirname(file)}; echo "${python}" > ${file}`);
}

/** Takes back what configure did. */
export async function unconfigure(user: string): Promise<void> {
  await shell(`rm ${configurationOf(user)}`);
}

const configurationOf = (user: string): string => `/srv/data/home/${user}/.jupyter/jupyter_server_config.py`;
