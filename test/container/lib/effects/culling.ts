import assert from "node:assert/strict";
import type { HubClient } from "../hubClient";
import { eventually, shell } from "../machine";
import { ada, person } from "../people";
import { configure, stop, unconfigure } from "../servers";
import { NEXT } from "./people";
import { alan, hedy, type Row } from "./row";

/** When idle ones are stopped, and how many at a time. */
export const IDLE_SERVERS: Row = {
  settings: { cullTimeout: 6, cullEvery: 2, cullConcurrency: 1 },
  prepare: async () => {
    for (const client of [hedy(), alan()]) {
      await stop(client);
      // It takes its time to end.
      await configure(client.user, "import atexit, time; atexit.register(time.sleep, 3)");
      await client.spawn();
    }
    await useForAnHour(ada());
  },
  seen: async () => {
    for (const client of [hedy(), alan()]) {
      await eventually(
        `${client.user}'s idle server is stopped`,
        60,
        async () => (await client.server()) === undefined,
      );
      await unconfigure(client.user);
    }
    const [first = assert.fail(), second = assert.fail()] = await stops(["hedy", "alan"]);
    const hubStarted = await shell('date --date "$(systemctl show --value -p ActiveEnterTimestamp jupyterhub)" +%s');
    assert.ok(first.begun - Number(hubStarted) < 60, `begun ${String(first.begun)}, the hub at ${hubStarted}`);
    assert.ok(first.ended - first.begun >= 3, JSON.stringify(first));
    assert.ok(second.begun >= first.ended, JSON.stringify([first, second]));
    assert.equal((await ada().server())?.ready, true);
  },
};

export const OLD_SERVERS: Row = {
  settings: { cullMaxAge: 5, cullTimeout: 0 },
  seen: async () => {
    await eventually("ada's server is stopped", 60, async () => (await ada().server()) === undefined);
    assert.equal(await shell("systemctl is-active jupyter-ada-singleuser || true"), "inactive");
  },
};

/** The hub takes somebody's server for one that is in use, all of the next hour. */
async function useForAnHour({ user }: HubClient): Promise<void> {
  const time = new Date(Date.now() + 58 * 60_000).toISOString();
  const body = JSON.stringify({ servers: { "": { last_activity: time } } });
  const admin = person(NEXT.name, NEXT.password);
  assert.equal(await admin.logIn(), true);
  const { status, text } = await admin.request("POST", `/hub/api/users/${user}/activity`, { body, prefix: "/hub/" });
  assert.equal(status, 200, text);
}

/** When the latest stops of these users' servers began and ended, in seconds, in the order of time. */
async function stops(users: readonly string[]): Promise<{ begun: number; ended: number }[]> {
  const latest = async (user: string, message: string): Promise<number> => {
    const field = `UNIT=jupyter-${user}-singleuser.service MESSAGE_ID=${message}`;
    const [line] = (await shell(`journalctl --no-pager --output=json --lines=1 ${field}`)).split("\n");
    const { __REALTIME_TIMESTAMP: time } = JSON.parse(line ?? "{}") as { __REALTIME_TIMESTAMP: string };
    return Number(time) / 1e6;
  };
  // systemd's catalogue has them: a unit begins to stop, a unit has stopped.
  const both = users.map(async (user) => ({
    begun: await latest(user, "de5b426a63be47a7b6ac3eaac82e2f6f"),
    ended: await latest(user, "9d1aaa27d60140bd96365438aad20286"),
  }));
  return (await Promise.all(both)).sort((one, other) => one.begun - other.begun);
}
