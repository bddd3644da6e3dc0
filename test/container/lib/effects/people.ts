import assert from "node:assert/strict";
import { chief, person } from "../people";
import { alan, asBefore, hedy, type Row } from "./row";

/** Who is the administrator for a while. */
export const NEXT = { name: "regent", password: "an entirely new phrase" };

export const ADMINISTRATORS: Row = {
  settings: { adminUsers: ["hedy"] },
  seen: async () => {
    assert.equal((await hedy().api("GET", "/users")).status, 200);
  },
};

export const BANNED: Row = {
  settings: { bannedUsers: ["alan"] },
  prepare: async () => {
    assert.equal((await alan().api("GET", "/user")).status, 200);
  },
  seen: async () => {
    assert.equal((await alan().api("GET", "/user")).status, 403);
    assert.equal(await alan().logIn(), false);
  },
};

export const OFF_THE_LISTS: Row = {
  settings: asBefore("adminUsers", "bannedUsers", "maxServers"),
  seen: async () => {
    assert.equal((await hedy().api("GET", "/users")).status, 403);
  },
};

export const ALLOWED: Row = {
  settings: { allowedUsers: ["ada", "hedy"] },
  seen: async () => {
    assert.equal(await alan().logIn(), false);
    assert.equal(await hedy().logIn(), true);
  },
};

export const ADMINISTRATOR: Row = {
  settings: { adminUser: NEXT.name, adminPassword: NEXT.password },
  seen: async () => {
    const next = person(NEXT.name, NEXT.password);
    assert.equal(await next.logIn(), true);
    assert.equal((await next.api("GET", "/users")).status, 200);
    assert.equal((await (await chief()).api("GET", "/users")).status, 403);
  },
};

export const EVERYBODY_ALLOWED: Row = {
  settings: asBefore("allowedUsers"),
  seen: async () => {
    assert.equal(await alan().logIn(), true);
  },
};

export const ADMINISTRATOR_OF_BEFORE: Row = {
  settings: asBefore("adminUser", "adminPassword"),
  seen: async () => {
    const client = await chief();
    assert.equal((await client.api("DELETE", `/users/${NEXT.name}`)).status, 204);
  },
};
