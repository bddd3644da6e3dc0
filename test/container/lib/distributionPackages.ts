import { shell } from "./machine";

/** The distribution's packages that are installed. */
export async function packages(): Promise<string[]> {
  const list = "dpkg-query --show --showformat '${Package} ${db:Status-Status}\\n' | sed -n 's/ installed$//p'";
  return (await shell(list)).split("\n").sort();
}

/** What somebody does by hand on the server. */
export const byHand = (command: string): Promise<string> =>
  shell(`export DEBIAN_FRONTEND=noninteractive; ${command} >&2`);
