import assert from "node:assert/strict";
import { test } from "node:test";
import { runCell } from "../lib/kernel";
import { shell } from "../lib/machine";
import { ada, administrator, person } from "../lib/people";
import { ADMIN } from "../lib/stack";

export function people(): void {
  test("the administrator logs in, and only with the right password", async () => {
    assert.equal(await administrator("a wrong password").logIn(), false);
    const chief = administrator();
    assert.equal(await chief.logIn(), true);
    const { admin } = JSON.parse((await chief.api("GET", `/users/${ADMIN.name}`)).text) as { admin: boolean };
    assert.equal(admin, true);
  });

  test("nobody signs up under the administrator's name, in whatever case", async () => {
    for (const name of [ADMIN.name, ADMIN.name.toUpperCase()]) {
      await person(name, "another password").signUp();
      assert.equal(await person(name, "another password").logIn(), false);
    }
    assert.equal(await administrator().logIn(), true);
  });

  test("somebody who signs up gets in once the administrator has agreed", async () => {
    await ada().signUp();
    assert.equal(await ada().logIn(), false);
    const chief = administrator();
    await chief.logIn();
    await chief.authorise("ada");
    assert.equal(await ada().logIn(), true);
  });

  test("a name that is taken, or that cannot be a Unix account, is refused", async () => {
    const thief = person("ada", "a stolen password");
    await thief.signUp();
    assert.equal(await thief.logIn(), false);
    const names = ["../etc", "a b", "-rf", "ada;id", "x".repeat(40)];
    for (const name of names) await person(name, "a good password").signUp();
    const query = "SELECT group_concat(username) FROM users_info WHERE username NOT IN ('ada', 'chief')";
    const python = `import sqlite3; print(sqlite3.connect("/srv/data/jupyterhub/jupyterhub.sqlite").execute("${query}").fetchone()[0])`;
    assert.equal(await shell(`/usr/bin/python3 -c '${python.replaceAll("'", "'\\''")}'`), "None");
  });

  test("after five wrong passwords the right one is refused for a while", async () => {
    const chief = administrator();
    await chief.logIn();
    const grace = person("grace", "a compiled program");
    await grace.signUp();
    await chief.authorise("grace");
    for (let tries = 0; tries < 5; tries++) assert.equal(await grace.logIn("a wrong password"), false);
    assert.equal(await grace.logIn(), false);
  });

  test("a user starts a server and runs a Python cell", async () => {
    await ada().spawn();
    assert.equal(await runCell(ada(), "import numpy, pandas, matplotlib; print(6 * 7)"), "42");
    assert.equal(
      await runCell(ada(), "import os, pathlib; print(pathlib.Path.home(), os.getcwd(), os.getuid())"),
      "/srv/data/home/ada /srv/data/home/ada 20000",
    );
  });

  test("users share a folder in which everybody may change everything, and see no others' homes", async () => {
    assert.equal(await runCell(ada(), "open('shared/note', 'w').write('hello')"), "5");
    await shell("id jupyter-grace >/dev/null 2>&1 || useradd --groups jupyterhub-users --shell /bin/sh jupyter-other");
    const other = "runuser -u jupyter-other --";
    assert.equal(
      await shell(`${other} sh -c 'echo you >> /srv/data/shared/note; cat /srv/data/shared/note'`),
      "helloyou",
    );
    assert.equal(
      await shell(`${other} ls /srv/data/home/ada 2>&1 || true`).then((text) => text.includes("denied")),
      true,
    );
    await shell("userdel jupyter-other");
  });
}
