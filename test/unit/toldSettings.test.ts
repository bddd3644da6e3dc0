import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { serverFiles } from "../../src/server/files";
import { firstBootFiles } from "../../src/server/later";
import { valuesOf } from "../container/lib/stack";
import { LEAST, refusalOf, settingsOf } from "./defaults";

const FILE = "/etc/jupyterhub-openstack/about.json";

function filesFor(lines: Record<string, unknown>) {
  return serverFiles(valuesOf(settingsOf(lines)), { passwordHash: "" });
}

suite("settings for what people are told", () => {
  const refusals: [Record<string, unknown>, RegExp][] = [
    [
      { announcement: "a\u0007b" },
      /announcement has the control character U\+0007. Allowed: a text of at most 20 lines/,
    ],
    [{ announcement: "a\n".repeat(20) + "b" }, /announcement has 21 lines and 41 characters/],
    [{ announcement: "a".repeat(2001) }, /announcement has 1 lines and 2001 characters/],
    [{ announcement: {} }, /announcement has a text in no language/],
    [{ announcement: { fr: "Bonjour", de: "Hallo" } }, /announcement.de is not known there; there are en, fr/],
    [{ announcement: { en: "Hello", fr: null } }, /announcement.fr is empty/],
    [{ announcement: { en: { us: "Hi" } } }, /announcement.en is "/],
    [{ announcement: ["Hello"] }, /announcement is not a mapping/],
    [
      { contact: "the secretary" },
      /contact is "the secretary". Allowed: an e-mail address such as .*, or an https URL/,
    ],
    [{ contact: "http://support.example.org" }, /contact is "http/],
    [{ contact: "javascript://%0Aalert(1)" }, /contact is "javascript/],
    [{ contact: "https://ada:secret@example.org" }, /contact holds a user name or a password/],
    [{ contact: 'https://example.org/"onclick' }, /contact is "https/],
    [{ contact: `https://example.org/${"a".repeat(300)}` }, /contact is "https/],
    [{ hubTitle: "one\ntwo" }, /hubTitle is "one/],
    [{ hubTitle: "a".repeat(61) }, /hubTitle is "a+". Allowed: a name of one line and at most 60 characters/],
    [{ hubTitle: "Hub", waitForHub: false }, /hubTitle is set while waitForHub is false/],
  ];
  for (const [settings, message] of refusals) {
    test(`${JSON.stringify(settings).slice(0, 80)} is refused`, () => {
      assert.match(refusalOf({ ...LEAST, ...settings }), message);
    });
  }

  const accepted: [Record<string, unknown>, Record<string, unknown>][] = [
    [{ announcement: "[Friday] closed\r\n<b>all day</b>" }, { announcement: "[Friday] closed\n<b>all day</b>" }],
    [{ announcement: { fr: "Fermé" } }, { announcement: { fr: "Fermé" } }],
    [{ announcement: { en: "Closed", fr: "Fermé" } }, { announcement: { en: "Closed", fr: "Fermé" } }],
    [{ contact: "hub@example.org" }, { contact: "hub@example.org" }],
    [{ contact: "https://example.org/ask?for=hub" }, { contact: "https://example.org/ask?for=hub" }],
    [{ hubTitle: "Génomique & Co" }, { title: "Génomique & Co" }],
  ];
  for (const [settings, content] of accepted) {
    test(`${JSON.stringify(settings)} is what the hub reads`, () => {
      const file = filesFor(settings).find(({ path }) => path === FILE);
      assert.deepEqual(JSON.parse(file?.content ?? ""), content);
    });
  }

  test("comes over SSH only, and without one of them there is no file", () => {
    assert.ok(!firstBootFiles(filesFor({ contact: "hub@example.org" })).some(({ path }) => path === FILE));
    assert.ok(!filesFor({}).some(({ path }) => path === FILE));
  });
});
