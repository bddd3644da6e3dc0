import assert from "node:assert/strict";
import { test } from "node:test";
import { Kernel } from "../lib/kernel";
import { eventually, shell } from "../lib/machine";
import { ada, administrator, person, userOf } from "../lib/people";
import { ADMIN, mustApply, peopled } from "../lib/stack";

const grace = () => person("grace", "a compiled program");
const marie = () => person("marie", "a radiant discovery");

/** Who gets in is settled by lists in the stack file, on the running hub. */
export function admission(): void {
  let kernel: Kernel;

  test("wrong passwords from elsewhere keep nobody out", async () => {
    for (let tries = 0; tries < 6; tries++) {
      await shell(`${logInFrom("127.0.0.9")} || true`);
    }
    assert.match(await shell("journalctl --no-pager --output=cat --unit=jupyterhub -n 50"), /Failed login for 'chief'/);
    assert.equal(await administrator().logIn(), true);
  });

  test("a name on the list of administrators is no way in: whoever signs up under it waits to be let in", async () => {
    kernel = await Kernel.start(ada());
    await kernel.run("kept = 'still here'");
    await mustApply(peopled({ adminUsers: ["marie"] }));
    await marie().signUp();
    assert.equal(await marie().logIn(), false);
    const chief = administrator();
    await chief.logIn();
    await chief.authorise("marie");
    assert.equal(await marie().logIn(), true);
    assert.equal((await userOf("marie"))?.admin, true);
  });

  test("who is taken off the list of administrators is none any more", async () => {
    const session = marie();
    assert.equal(await session.logIn(), true);
    assert.equal((await session.api("GET", "/users")).status, 200);
    await mustApply();
    assert.equal((await userOf("marie"))?.admin, false);
    assert.equal((await session.api("GET", "/users")).status, 403);
  });

  test("a banned user loses the session and cannot log in; taken off the list, the user is back", async () => {
    const session = marie();
    assert.equal(await session.logIn(), true);
    await mustApply(peopled({ bannedUsers: ["marie"] }));
    assert.equal((await session.api("GET", "/user")).status, 403);
    assert.equal(await marie().logIn(), false);
    await mustApply();
    assert.equal(await marie().logIn(), true);
    assert.equal((await session.api("GET", "/user")).status, 403);
  });

  test("with a list of allowed users nobody else is in, and administrators always are", async () => {
    const session = marie();
    assert.equal(await session.logIn(), true);
    await mustApply(peopled({ allowedUsers: ["ada"] }));
    assert.equal((await session.api("GET", "/user")).status, 403);
    assert.equal(await marie().logIn(), false);
    assert.equal(await ada().logIn(), true);
    assert.equal(await administrator().logIn(), true);
    await mustApply();
    assert.equal(await marie().logIn(), true);
  });

  test("being on the list of allowed users is not being let in", async () => {
    await mustApply(peopled({ allowedUsers: ["ada", "emmy"] }));
    const emmy = person("emmy", "a conserved quantity");
    await emmy.signUp();
    assert.equal(await emmy.logIn(), false);
    await mustApply();
  });

  test("members of groups come and go with the list; what was made in the hub stays", async () => {
    await mustApply(peopled({ groups: { teachers: ["ada", "marie"], old: ["ada"] } }));
    const chief = administrator();
    await chief.logIn();
    assert.equal(await grace().logIn(), true);
    assert.equal((await chief.api("POST", "/groups/own")).status, 201);
    const members = JSON.stringify({ users: ["grace"] });
    for (const group of ["own", "teachers"]) {
      const added = await chief.request("POST", `/hub/api/groups/${group}/users`, { body: members, prefix: "/hub/" });
      assert.equal(added.status, 200, added.text);
    }
    assert.deepEqual([...((await userOf("ada"))?.groups ?? [])].sort(), ["old", "teachers"]);

    await mustApply(peopled({ groups: { teachers: ["marie"] } }));
    assert.deepEqual((await userOf("ada"))?.groups, []);
    assert.deepEqual((await userOf("marie"))?.groups, ["teachers"]);
    assert.deepEqual([...((await userOf("grace"))?.groups ?? [])].sort(), ["own", "teachers"]);

    await mustApply();
    const groups = JSON.parse((await chief.api("GET", "/groups")).text) as { name: string }[];
    assert.deepEqual(
      groups.map(({ name }) => name),
      ["own"],
    );
  });

  test("all the while the kernel of a user who was always in went on", async () => {
    await eventually("the hub answers", 30, async () => (await ada().request("GET", "/hub/health")).status === 200);
    assert.equal(await kernel.run("print(kept)"), "still here");
    await kernel.stop();
  });
}

/** A login as administrator with a wrong password, from an address of the server itself. */
function logInFrom(address: string): string {
  const login = "http://127.0.0.1:8081/hub/login";
  const python = `
import http.cookiejar, urllib.parse, urllib.request
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar := http.cookiejar.CookieJar()))
opener.addheaders = [("X-Forwarded-For", "${address}"), ("Sec-Fetch-Mode", "navigate")]
opener.open("${login}").read()
xsrf = next(cookie.value for cookie in jar if cookie.name == "_xsrf")
form = {"username": "${ADMIN.name}", "password": "a wrong password", "_xsrf": xsrf}
opener.open("${login}", urllib.parse.urlencode(form).encode()).read()`;
  return `/usr/bin/python3 -c '${python}' 2>&1`;
}
