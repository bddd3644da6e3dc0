import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { must, status } from "../lib/backups";
import { runCell } from "../lib/kernel";
import { execute, shell } from "../lib/machine";
import { chief, lasting } from "../lib/people";
import { restartedBy } from "../lib/processes";
import { restart, stop } from "../lib/servers";
import { ADMIN, up, type StackFile } from "../lib/stack";

const SHARED = "/srv/data/shared";
/** A pupil, and two who work together; bob's server does not run. */
const rosa = lasting("rosa", "a crystal structure");
const eve = lasting("eve", "a jumping gene");
const bob = lasting("bob", "a double helix");
const EVERYBODY = [rosa, eve, bob];

const FOLDERS: StackFile = {
  groups: { team: ["eve", "bob"], pupils: ["rosa"] },
  sharedFolders: { course: {}, genomics: { readers: ["team"], writers: ["team"] } },
};

/** Shared folders: who reads, who writes, and what changes of the setting do. */
export function folders(): void {
  before(async () => {
    const boss = await chief();
    for (const user of EVERYBODY) {
      await user().signUp();
      await boss.authorise(user().user);
      assert.equal(await user().logIn(), true);
    }
    await up({ groups: FOLDERS.groups });
    await rosa().spawn();
    for (const name of [ADMIN.name, bob().user]) await makeAccount(name);
  });
  after(async () => {
    await up({});
    const boss = await chief();
    for (const user of EVERYBODY) {
      await stop(user());
      await boss.api("DELETE", `/users/${user().user}`);
      await shell(`userdel --remove jupyter-${user().user} 2>&1`);
    }
    // Made anew when the administrator starts a server.
    await shell(`userdel --remove jupyter-${ADMIN.name} 2>&1 || true`);
    await shell(`rm -rf ${SHARED}/{course,genomics,own,taken,hers}`);
    await up({});
  });

  test("folders come with nothing restarted; all read the course at once, and administrators alone write it", async () => {
    assert.deepEqual(await restartedBy(() => up(FOLDERS)), []);
    await as(ADMIN.name, `umask 077; mkdir ${SHARED}/course/week1; echo lesson > ${SHARED}/course/week1/notes`);
    assert.equal(await runCell(rosa(), "print(open('shared/course/week1/notes').read())"), "lesson");
    for (const path of ["shared/course/mine", "shared/course/week1/mine", "shared/course/week1/notes"])
      assert.match(await runCell(rosa(), `open('${path}', 'a')`), /PermissionError/);
    assert.match(await runCell(rosa(), "import os; os.listdir('shared/genomics')"), /PermissionError/);
  });

  test("two members edit and remove each other's files, also those made with umask 077", async () => {
    await eve().spawn();
    const made = "import os; os.umask(0o077); os.makedirs('shared/genomics/in/deep'); ";
    assert.equal(await runCell(eve(), `${made} print(open('shared/genomics/in/deep/data', 'w').write('one'))`), "3");
    assert.equal(await as("bob", `cd ${SHARED}/genomics/in/deep; echo " two" >> data; cat data`), "one two");
    assert.equal(await runCell(eve(), "print(open('shared/genomics/in/deep/data').read())"), "one two");
    await as("bob", `rm -r ${SHARED}/genomics/in/deep`);
    assert.equal(await runCell(eve(), "import os; print(os.listdir('shared/genomics/in'))"), "[]");
  });

  test("a file that was moved there from a home is everybody's of the folder after the next up", async () => {
    await runCell(
      eve(),
      "import os; open('own', 'w').write('x'); os.chmod('own', 0o600); os.rename('own', 'shared/genomics/own')",
    );
    await denied("bob", `cat ${SHARED}/genomics/own`);
    await up(FOLDERS);
    await as("bob", `printf y >> ${SHARED}/genomics/own`);
  });

  test("nobody renames a folder of the setting, and beside them all write as before", async () => {
    assert.match(await runCell(eve(), "import os; os.rename('shared/genomics', 'shared/stolen')"), /PermissionError/);
    await runCell(rosa(), "import os; os.makedirs('shared/hers'); open('shared/hers/note', 'w').write('a')");
    assert.equal(await as("bob", `printf b >> ${SHARED}/hers/note; cat ${SHARED}/hers/note`), "ab");
  });

  test("who is taken off a group is out, and who came in is in", async () => {
    await up({ ...FOLDERS, groups: { team: ["eve", "rosa"] } });
    await denied("bob", `cat ${SHARED}/genomics/own`);
    assert.equal(await as("rosa", `printf z >> ${SHARED}/genomics/own; cat ${SHARED}/genomics/own`), "xyz");
    await up(FOLDERS);
    await denied("rosa", `cat ${SHARED}/genomics/own`);
  });

  test("a folder that a user made is taken over with what is in it, and links in it lead to no harm", async () => {
    await runCell(eve(), "import os; os.makedirs('shared/own/in'); open('shared/own/in/data', 'w').write('kept')");
    await runCell(
      eve(),
      "import os; os.symlink('/etc/shadow', 'shared/own/shadow'); os.symlink('/etc', 'shared/own/etc')",
    );
    const safe = "stat --format '%a %u %g' /etc/shadow /etc /etc/passwd";
    const was = await shell(safe);
    await shell(`echo x > ${SHARED}/taken`);
    const wanted = { ...FOLDERS, sharedFolders: { own: { readers: ["rosa"] }, taken: {} } };
    await assert.rejects(up(wanted), /phase folders.*\/srv\/data\/shared\/taken is a file or a link/);
    assert.equal(await shell(safe), was);
    assert.equal(await shell(`readlink ${SHARED}/own/shadow`), "/etc/shadow");
    assert.equal(await shell(`cat ${SHARED}/own/in/data; echo; stat --format %U ${SHARED}/own`), "kept\nroot");
    await denied("eve", `cat ${SHARED}/own/in/data`);
    assert.equal(await as("rosa", `cat ${SHARED}/own/in/data`), "kept");
  });

  test("a folder that is taken out of the setting keeps its files, for administrators only, and comes back", async () => {
    assert.deepEqual(await restartedBy(() => up({ groups: FOLDERS.groups })), []);
    assert.match(await runCell(rosa(), "open('shared/course/week1/notes')"), /PermissionError/);
    await denied("eve", `ls ${SHARED}/genomics`);
    assert.equal(await as(ADMIN.name, `cat ${SHARED}/course/week1/notes; ls ${SHARED}/genomics`), "lesson\nin\nown");
    // As on a rebuilt server, which has the volume alone.
    const numbers = await shell("getent group | grep -- '^\\(readers\\|writers\\)-genomics:' | cut -d: -f1,3 | sort");
    await shell("for name in readers writers; do groupdel $name-course; groupdel $name-genomics; done");
    await up(FOLDERS);
    assert.equal(
      await shell("getent group | grep -- '^\\(readers\\|writers\\)-genomics:' | cut -d: -f1,3 | sort"),
      numbers,
    );
    assert.equal(await runCell(rosa(), "print(open('shared/course/week1/notes').read())"), "lesson");
    assert.equal(await as("bob", `cat ${SHARED}/genomics/own`), "xyz");
  });

  test("servers open with Jupyter Notebook where that is the default, and nothing but the hub restarts", async () => {
    assert.deepEqual(await restartedBy(() => up({ ...FOLDERS, defaultInterface: "notebook" })), ["hub"]);
    // In the hub itself, of which no up tells.
    const body = JSON.stringify({ users: ["rosa"] });
    const joined = await (await chief()).request("POST", "/hub/api/groups/team/users", { body, prefix: "/hub/" });
    assert.equal(joined.status, 200, joined.text);
    await restart(rosa());
    const { location } = await rosa().request("GET", "/user/rosa/");
    assert.match(location ?? "", /^\/user\/rosa\/tree/);
    const page = await rosa().request("GET", "/user/rosa/tree");
    assert.equal(page.status, 200);
    assert.match(page.text, /<title>Home<\/title>/);
    await must(status());
  });

  test("who came into a group in the hub itself is in with the next start of the own server", async () => {
    assert.equal(await runCell(rosa(), "print(open('shared/genomics/own', 'a').write('!'))"), "1");
  });
}

async function makeAccount(user: string): Promise<void> {
  const python = `from hubserver import accounts; accounts.ensure_account("${user}")`;
  await shell(`cd /opt/jupyterhub/lib && /usr/bin/python3 -c '${python}'`);
}

/** As a server of that user's would be started now. */
const asUser = (user: string, script: string): string[] => {
  const account = `jupyter-${user}`;
  return ["setpriv", `--reuid=${account}`, `--regid=${account}`, "--init-groups", "sh", "-c", script];
};

const denied = async (user: string, script: string): Promise<void> => {
  const { code, stderr } = await execute(asUser(user, script));
  assert.notEqual(code, 0);
  assert.match(stderr, /Permission denied/);
};

const as = async (user: string, script: string): Promise<string> => (await must(execute(asUser(user, script)))).trim();
