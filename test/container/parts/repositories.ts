import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { must, refused, status } from "../lib/backups";
import { GitServer } from "../lib/gitServer";
import { runCell } from "../lib/kernel";
import { execute, shell, type Answer } from "../lib/machine";
import { chief, lasting } from "../lib/people";
import { restartedBy } from "../lib/processes";
import { stop } from "../lib/servers";
import { up, type StackFile } from "../lib/stack";

const FOLDER = "/srv/data/shared/lessons";
const UNIT = "hub-pull-lessons.service";
const DROP_IN = `/run/systemd/system/${UNIT}.d/test.conf`;
const pupil = lasting("barbara", "a moving chromosome");

/** Repositories that are pulled into shared folders. */
export function repositories(): void {
  const server = new GitServer();
  const wanted = (more: object = {}): StackFile => ({
    sharedFolders: { lessons: { repository: server.url("lessons"), ...more } },
  });

  before(async () => {
    await server.start();
    server.publish("lessons", { "README.md": "first", "week1/lesson.ipynb": "{}", "week1/script.sh": "" });
    await pupil().signUp();
    await (await chief()).authorise(pupil().user);
    assert.equal(await pupil().logIn(), true);
    await pupil().spawn();
  });
  after(async () => {
    await up({});
    await stop(pupil());
    await (await chief()).api("DELETE", `/users/${pupil().user}`);
    await shell(`userdel --remove jupyter-${pupil().user} 2>&1`);
    await shell("rm -rf /srv/data/shared/{lessons,mine}");
    await server.stop();
    await up({});
  });

  test("a repository is there when the up has ended, with nothing restarted, for all to read and for nobody to write", async () => {
    assert.deepEqual(await restartedBy(() => up(wanted())), []);
    assert.equal(await runCell(pupil(), "print(open('shared/lessons/README.md').read())"), "first");
    assert.match(await runCell(pupil(), "open('shared/lessons/week1/mine', 'w')"), /PermissionError/);
    assert.match(await must(status()), /^folder lessons: commit [0-9a-f]{8}, pulled 20.* UTC$/m);
    assert.equal(
      await shell(
        "systemctl show --value --property=TimersCalendar hub-pull-lessons.timer | grep -c 'OnCalendar=\\*-\\*-\\* \\*:00:00 UTC'",
      ),
      "1",
    );
  });

  test("a push by force is followed, with what is gone", async () => {
    server.publish("lessons", { "README.md": "second" });
    await must(pull());
    assert.equal(await shell(`cat ${FOLDER}/README.md; echo; ls -A ${FOLDER}`), "second\nREADME.md");
  });

  test("a pull that fails leaves what was there, hub-status and the next up say why, and the one after is well", async () => {
    const bringBack = server.hide("lessons");
    assert.notEqual((await pull()).code, 0);
    assert.equal(await shell(`cat ${FOLDER}/README.md`), "second");
    const { code, stdout } = await status();
    assert.equal(code, 1);
    const told =
      /folder lessons: the last pull FAILED 20.* UTC: git fetch: fatal: .*not found.*; it keeps commit [0-9a-f]{8}/;
    assert.match(stdout, told);
    assert.match((await up(wanted())).stderr, told);
    bringBack();
    await must(pull());
    await must(status());
  });

  test("a pull that was killed, and what it left broken, do not keep the next ones from working", async () => {
    await shell(`rm -r /var/lib/hub-pull/lessons/git/objects; touch /var/lib/hub-pull/lessons/git/index.lock`);
    await pull();
    await must(pull());
    server.silent = true;
    try {
      await changed(["TimeoutStartSec=2"], async () => {
        assert.notEqual((await pull()).code, 0);
      });
    } finally {
      server.silent = false;
    }
    const { code, stdout } = await status();
    assert.equal(code, 1);
    assert.match(
      stdout,
      /folder lessons: the pull that began 20.* was ended in the middle \(timeout\); it keeps commit/,
    );
    await must(pull());
    await must(status());
  });

  test("what is too large to come, or to unpack, is refused", async () => {
    server.publish("lessons", { much: randomBytes(400_000) });
    await changed(["LimitFSIZE=200K"], async () => {
      assert.notEqual((await pull()).code, 0);
    });
    assert.match((await status()).stdout, /FAILED.*it is larger than the 2.0 GiB/);
    server.publishMuch("lessons", 30, 100 << 20);
    assert.notEqual((await pull()).code, 0);
    assert.match((await status()).stdout, /FAILED.*its files have 2.9 GiB, and at most 2.0 GiB are pulled/);
    assert.equal(await shell(`cat ${FOLDER}/README.md`), "second");
  });

  test("what pulls sees neither homes nor secrets, and writes nowhere else", async () => {
    const since = await shell("date +%s");
    await changed(["ExecStart=", `ExecStart=/bin/sh -c "ls -A /srv/data /srv/data/shared; ${LOOKS}"`], pull);
    const said = await shell(`journalctl --no-pager --output=cat --unit=${UNIT} --since=@${since}`);
    assert.match(said, /^\/srv\/data:\nshared\n\/srv\/data\/shared:\nlessons$/m);
    assert.match(
      said,
      /cannot open directory '\/etc\/jupyterhub-openstack'|cannot access '\/etc\/jupyterhub-openstack/,
    );
    for (const path of ["/opt/x", "/var/lib/x", "/srv/data/x", "/etc/x"])
      assert.match(said, new RegExp(`cannot touch '${path}'`));
    assert.match(said, /uid=19998\(hub-pull\) gid=19998\(hub-pull\) groups=19998\(hub-pull\)$/m);
  });

  test("another branch; the installation's proxy is its proxy", async () => {
    server.publish("lessons", { "README.md": "of the course" }, "course/2026");
    await up(wanted({ branch: "course/2026", schedule: "Mon..Fri 06:30" }));
    assert.equal(await shell(`cat ${FOLDER}/README.md`), "of the course");
    const { stderr } = await up({ ...wanted(), httpProxy: "http://proxy.example.test:3128" });
    assert.match(stderr, /folder lessons: the last pull FAILED.*proxy\.example\.test/);
    assert.equal(await shell(`cat ${FOLDER}/README.md`), "of the course");
  });

  test("a folder with people's files is not pulled into", async () => {
    await shell("mkdir /srv/data/shared/mine; echo work > /srv/data/shared/mine/work");
    const lines = { sharedFolders: { mine: { repository: server.url("lessons"), branch: "course/2026" } } };
    await assert.rejects(up(lines), /shared\/mine has files that are not from its repository.*Nothing was changed/);
    assert.equal(await shell("ls /srv/data/shared/mine"), "work");
  });

  test("a link of nbgitpuller's brings a copy of one's own into the home", async () => {
    const query = `repo=${encodeURIComponent(server.url("lessons"))}&branch=course/2026&targetpath=lessons`;
    const { status: code, text } = await pupil().own("GET", `git-pull/api?${query}`);
    assert.equal(code, 200, text);
    assert.match(text, /"phase": ?"finished"/);
    assert.equal(await runCell(pupil(), "print(open('lessons/README.md', 'a+').tell())"), "13");
  });

  test("a folder that is taken out keeps what was pulled and is pulled no more, until it comes back", async () => {
    await up({});
    assert.equal(await shell(`cat ${FOLDER}/README.md`), "of the course");
    assert.match(await runCell(pupil(), "open('shared/lessons/README.md')"), /PermissionError/);
    assert.equal(await shell("ls /etc/systemd/system/hub-pull-* /var/lib/hub-pull/* 2>/dev/null || true"), "");
    await refused(pull(), /not found/);
    await must(status());
    server.publish("lessons", { "README.md": "of the course, again" }, "course/2026");
    await up(wanted({ branch: "course/2026" }));
    assert.equal(await runCell(pupil(), "print(open('shared/lessons/README.md').read())"), "of the course, again");
  });
}

const LOOKS =
  "ls /etc/jupyterhub-openstack; touch /opt/x /var/lib/x /srv/data/x /etc/x; touch /srv/data/shared/lessons/x; rm /srv/data/shared/lessons/x; id";

/** Now, as the timer does it. */
const pull = (): Promise<Answer> => execute(["systemctl", "start", UNIT]);

/** Does it while the unit has these lines, too. */
async function changed(lines: readonly string[], act: () => Promise<unknown>): Promise<void> {
  const text = ["[Service]", ...lines, ""].join("\n");
  const write = `mkdir -p $(dirname ${DROP_IN}); cat > ${DROP_IN}; systemctl daemon-reload`;
  await must(execute(["sh", "-c", write], text));
  try {
    await act();
  } finally {
    await shell(`rm ${DROP_IN}; systemctl daemon-reload`);
  }
}
