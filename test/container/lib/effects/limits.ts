import assert from "node:assert/strict";
import type { HubClient } from "../hubClient";
import { eventually, shell } from "../machine";
import { chief, userOf } from "../people";
import { configure, restart, sharesOf, stop, unconfigure } from "../servers";
import { ADMIN } from "../stack";
import { alan, asBefore, hedy, type Row } from "./row";

const MEBIBYTE = 2 ** 20;

/** For everybody, by group, by user. */
export const LIMITS: readonly Row[] = [
  {
    settings: { userMemoryLimit: "600M", userCpuLimit: 0.75 },
    seen: async (said) => {
      assert.match(said, /wrote .*hub\.json/);
      const client = await chief();
      await starts(client, 600, "750ms");
      await stop(client);
      assert.deepEqual(await sharesOf("ada"), { memory: String(500 * MEBIBYTE), cpu: "500ms" });
    },
  },
  {
    settings: {
      groups: { teachers: ["hedy", "alan"], guests: ["hedy"] },
      groupLimits: { teachers: { memory: "900M", cpu: 1 }, guests: { memory: "1G", cpu: 0.75 } },
    },
    seen: async () => {
      assert.deepEqual([...((await userOf("hedy"))?.groups ?? [])].sort(), ["guests", "teachers"]);
      // Of several groups the largest holds.
      await starts(hedy(), 1024, "1s");
    },
  },
  {
    settings: { userLimits: { alan: { memory: "400M" } } },
    seen: async () => {
      await starts(alan(), 400, "1s");
      await stop(alan());
    },
  },
];

export const LIMITS_GONE: Row = {
  settings: asBefore("userMemoryLimit", "userCpuLimit", "groups", "groupLimits", "userLimits"),
  seen: async () => {
    assert.deepEqual((await userOf("hedy"))?.groups, []);
    assert.deepEqual(await sharesOf("hedy"), { memory: String(1024 * MEBIBYTE), cpu: "1s" });
    await starts(hedy(), 500, "500ms");
  },
};

/** While those of ada and hedy run. */
export const MAX_SERVERS: Row = {
  settings: { maxServers: 2 },
  seen: async () => {
    const client = await chief();
    const refused = await client.api("POST", `/users/${ADMIN.name}/server`);
    assert.equal(refused.status, 429);
    assert.match(refused.text, /Active user limit exceeded. Try again in a few minutes/);
    await stop(hedy());
    await client.spawn();
    await stop(client);
  },
};

export const SPAWN_TIMEOUT: Row = {
  settings: { spawnTimeout: 10 },
  prepare: async () => {
    await stop(hedy());
    await configure("hedy", "import time; time.sleep(90)");
  },
  seen: async () => {
    const { status, text } = await hedy().api("POST", "/users/hedy/server");
    assert.notEqual(status, 201, text);
    await eventually("the start is given up", 25, async () => (await hedy().server()) === undefined);
    const log = await shell("journalctl --no-pager --output=cat --unit=jupyterhub --lines=200");
    assert.match(log, /hedy's server failed to start in 10 seconds, giving up/);
    await unconfigure("hedy");
  },
};

/** Somebody's server, started anew, has so many MiB of memory, and that share of a CPU. */
async function starts(client: HubClient, memory: number, cpu: string): Promise<void> {
  await restart(client);
  assert.deepEqual(await sharesOf(client.user), { memory: String(memory * MEBIBYTE), cpu });
}
