/** One hub in one round. */
import { HubVisitor } from "../../test/support/browser";
import { shell } from "../../test/container/lib/machine";
import { stop } from "../../test/container/lib/servers";
import { timed } from "../timed";
import { python, startServer, type Hub } from "./hub";

/** Seconds and MiB. */
export interface Measured {
  readonly change: number;
  readonly unchanged: number | undefined;
  readonly spawn: number;
  /** The same server's command, started without a hub's doing. */
  readonly alone: number;
  readonly click: number;
  /** Until all users' servers are ready that are asked for at once. */
  readonly crowd: number;
  /** All services with nobody's server, and each server without a kernel. */
  readonly memory: Readonly<Record<string, number>>;
  readonly server: number;
}

/** Each hub's services run only while it is measured. */
export async function measure(hub: Hub, users: readonly [string, ...string[]]): Promise<Measured> {
  await hub.start();
  const [change] = await timed(hub.change);
  const { unchanged: apply } = hub;
  const unchanged = apply && (await timed(apply))[0];
  const clients = await Promise.all(
    users.map(async (user) => {
      const client = hub.client(user);
      if (!(await client.logIn())) throw new Error(`${user} cannot log in.`);
      return client;
    }),
  );
  const [first] = clients;
  if (first === undefined) throw new Error("Nobody is there.");
  // Its home is made at the first start, and the files that it reads come into memory.
  await startServer(first);
  await stop(first);
  const [spawn] = await timed(() => startServer(first));
  await hub.copyUnit(first.user);
  await stop(first);
  const alone = await measureAlone(first.user);
  const click = await measureClick(hub, first.user);
  await stop(first);
  const [crowd] = await timed(() => Promise.all(clients.map(startServer)));
  const { servers = NaN } = await memoryNow();
  await Promise.all(clients.map(stop));
  const memory = await memoryNow();
  await hub.stop();
  return { change, unchanged, spawn, alone, click, crowd, memory, server: servers / users.length };
}

const memoryNow = async () => JSON.parse(await python("memory.py")) as Record<string, number>;

async function measureAlone(user: string): Promise<number> {
  const setting = await shell(`grep ^JUPYTERHUB_SERVICE_URL= /run/bench-alone.env | tr -d "'" | cut -d= -f2-`);
  return Number(await python("alone.py", "bench-alone", new URL(`/user/${user}/api`, setting).href));
}

async function measureClick(hub: Hub, user: string): Promise<number> {
  const visitor = await HubVisitor.open(hub.url);
  return visitor.startFromHome(user, hub.password).finally(() => visitor.close());
}
