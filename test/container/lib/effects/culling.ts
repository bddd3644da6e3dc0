import assert from "node:assert/strict";
import type { HubClient } from "../hubClient";
import { eventually, shell } from "../machine";
import { ada, person } from "../people";
import { stop } from "../servers";
import { NEXT } from "./people";
import { alan, hedy, type Row } from "./row";

/** When idle ones are stopped. */
export const IDLE_SERVERS: Row = {
  settings: { cullTimeout: 6, cullEvery: 2 },
  prepare: async () => {
    for (const client of [hedy(), alan()]) {
      await stop(client);
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
    }
    const hubStarted = Number(
      await shell('date --date "$(systemctl show --value -p ActiveEnterTimestamp jupyterhub)" +%s'),
    );
    const begun = Math.min(await stopBegun("hedy"), await stopBegun("alan"));
    assert.ok(begun - hubStarted < 60, `begun ${String(begun)}, the hub at ${String(hubStarted)}`);
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

/** When the latest stop of a user's server began, in seconds since 1970. */
async function stopBegun(user: string): Promise<number> {
  // systemd's catalogue has it: a unit begins to stop.
  const field = `UNIT=jupyter-${user}-singleuser.service MESSAGE_ID=de5b426a63be47a7b6ac3eaac82e2f6f`;
  const line = await shell(`journalctl --no-pager --output=json --lines=1 ${field}`);
  const { __REALTIME_TIMESTAMP: time } = JSON.parse(line) as { __REALTIME_TIMESTAMP: string };
  return Number(time) / 1e6;
}
