import { shell } from "./machine";

/** Who runs on the server: what the docs' effects name, and what no change ends. */
const UNITS = {
  hub: "jupyterhub",
  "web server": "caddy",
  "hub's proxy": "jupyterhub-proxy",
  "ada's server": "jupyter-ada-singleuser",
};
export type Running = keyof typeof UNITS;
export const RUNNING = Object.keys(UNITS) as Running[];

/** Who has another main process, or none any more, after the act; in the order of RUNNING. */
export async function restartedBy(act: () => Promise<unknown>): Promise<Running[]> {
  const before = await mainProcesses();
  await act();
  const after = await mainProcesses();
  return RUNNING.filter((_, index) => before[index] !== after[index]);
}

/** In the order of RUNNING. */
async function mainProcesses(): Promise<string[]> {
  const show = `systemctl show --value --property=MainPID ${Object.values(UNITS).join(" ")} | sed /^$/d`;
  return (await shell(show)).split("\n");
}
