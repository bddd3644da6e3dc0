import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { serverFiles } from "../../src/server/files";
import { serverValues } from "../../src/server/values";
import { LEAST, PROVIDED, refusalOf, settingsOf } from "./defaults";

const NOBODY = { everybody: false, administrators: false, groups: [], users: [] };
const URL = "https://git.example.org/lab/course.git";
const groups = { teachers: ["marie"], "2026": ["ada"] };

/** A stack with one folder, as its settings file has it. */
const fileOf = (folder: object, more: object = {}) =>
  serverValues(settingsOf({ groups, sharedFolders: { course: folder }, ...more })).sharedFolders?.course;

suite("settings for shared folders", () => {
  const refusals: [Record<string, unknown>, ...RegExp[]][] = [
    [{ sharedFolders: ["course"] }, /sharedFolders is not a mapping/],
    ...["../etc", "a/b", ".hidden", "-x", "été", "a b", "x".repeat(25)].map(
      (name): [Record<string, unknown>, RegExp] => [
        { sharedFolders: { [name]: {} } },
        /sharedFolders.* is ".*". Allowed: a mapping; each key a folder's name: letters, digits/,
      ],
    ),
    [
      { sharedFolders: { course: { owner: "x" } } },
      /owner.* is not known there; there are readers, writers, repository/,
    ],
    [{ sharedFolders: { course: { readers: "marie" } } }, /sharedFolders\.course\.readers is not a list/],
    [
      { groups, sharedFolders: { course: { readers: ["teacher", "2026"], writers: ["mary"] } } },
      /has for course the name teacher, which is neither a group of the setting groups nor a user/,
      /has for course the name mary, .*The groups are: 2026, teachers/,
    ],
    [{ sharedFolders: { course: { writers: ["constructor"] } } }, /the name constructor.* There are no groups/],
    [
      { groups: { everybody: ["marie"] }, sharedFolders: { course: { readers: ["everybody"] } } },
      /has for course the word everybody, and there is a group of that name/,
    ],
    [
      { sharedFolders: { course: { repository: URL, writers: ["administrators"] } } },
      /has writers for course, which is/,
    ],
    [
      { sharedFolders: { course: { branch: "main", schedule: "daily" } } },
      /has for course a branch and no repository/,
      /has for course a schedule and no repository/,
    ],
    ...["https://me:token@git.example.org/lab.git", "git@git.example.org:lab.git"].map(
      (url): [Record<string, unknown>, RegExp] => [
        { sharedFolders: { course: { repository: url } } },
        /repository has a user name, a password or a token: private repositories are not supported yet/,
      ],
    ),
    ...["http://git.example.org/lab.git", "git://git.example.org/lab", `${URL}?token=1`, "--upload-pack=x"].map(
      (url): [Record<string, unknown>, RegExp] => [
        { sharedFolders: { course: { repository: url } } },
        /repository is ".*". Allowed: .*the https URL of a public Git repository/,
      ],
    ),
    ...["-x", "a..b", "a b", "a/", ".x", "x.lock", "%i"].map((branch): [Record<string, unknown>, RegExp] => [
      { sharedFolders: { course: { repository: URL, branch } } },
      /branch is ".*". Allowed: .*the name of a branch/,
    ]),
    [{ sharedFolders: { course: { repository: URL, schedule: "often" } } }, /schedule is "often"/],
    [{ sharedFolders: { course: {} }, waitForHub: false }, /sharedFolders is set while waitForHub is false/],
    [{ defaultInterface: "terminal" }, /defaultInterface is "terminal". Allowed: lab or notebook/],
  ];
  for (const [settings, ...messages] of refusals) {
    test(`${JSON.stringify(settings).slice(0, 100)} is refused`, () => {
      const refusal = refusalOf({ ...LEAST, ...settings });
      for (const message of messages) assert.match(refusal, message);
      assert.ok(!refusal.includes("me:token"), refusal);
    });
  }

  test("everybody reads and administrators write where nobody is named", () => {
    assert.deepEqual(fileOf({}), {
      readers: { ...NOBODY, everybody: true },
      writers: { ...NOBODY, administrators: true },
    });
  });

  test("a name is a group of the stack's, else a user whom it names", () => {
    const known = { adminUser: "marie", allowedUsers: ["grace"], userLimits: { jean: { cpu: 1 } } };
    const file = fileOf({ readers: ["teachers", "marie", "grace", "jean", "ada"], writers: [] }, known);
    assert.deepEqual(file?.readers, { ...NOBODY, groups: ["teachers"], users: ["marie", "grace", "jean", "ada"] });
    assert.deepEqual(file.writers, NOBODY);
    const both = fileOf({ readers: ["marie"] }, { groups: { marie: ["ada"] }, adminUser: "marie" });
    assert.deepEqual(both?.readers, { ...NOBODY, groups: ["marie"] });
  });

  test("with a provider of accounts a name that the stack does not know is a group of the provider's", () => {
    const file = fileOf({ readers: ["/lab/Génomique", "marie"] }, PROVIDED.oidc);
    assert.deepEqual(file?.readers, { ...NOBODY, groups: ["/lab/Génomique"], users: ["marie"] });
  });

  test("nobody writes where a repository is pulled, by the hour where nothing else is said", () => {
    const file = fileOf({ repository: URL, branch: "course/2026" });
    assert.deepEqual(file?.writers, NOBODY);
    assert.deepEqual(file.repository, { url: URL, branch: "course/2026", schedule: "hourly" });
  });

  test("without these settings the server gets what it always got", () => {
    const values = serverValues(settingsOf());
    const where = { address: "192.0.2.7", publicUrl: "https://192.0.2.7/", hosts: [], dataVolumeId: "id" };
    const files = serverFiles({ ...values, ...where }, { passwordHash: "" });
    const contents = files.filter(({ path }) => path.endsWith(".json")).map(({ content }) => content);
    assert.ok(contents.length > 2);
    assert.doesNotMatch(contents.join(""), /sharedFolders|default(Url|Interface)/);
  });
});
