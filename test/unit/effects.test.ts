import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { serverFiles } from "../../src/server/files";
import { secretValues } from "../../src/server/values";
import { SCHEMA, SETTINGS } from "../../src/settings/schema/schema";
import type { Group } from "../../src/settings/schema/setting";
import { rounds } from "../container/lib/effects/effects";
import { effectOf, promised } from "../container/lib/effects/promised";
import { valuesOf, type StackFile } from "../container/lib/stack";
import { PROVIDED, settingsOf } from "./defaults";
import { twoValues } from "./examples";

/** Settings that are no row of test/container/lib/effects, by the test that changes them where their effect is. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  "test/container/parts/acme.ts": ["acmeServer", "acmeEmail"],
  "test/container/parts/distribution.ts": ["aptPackages", "locale", "timezone"],
  "test/container/parts/latexAndR.ts": ["rPackages", "latex"],
  "test/container/parts/folders.ts": ["sharedFolders", "defaultInterface"],
  "test/container/parts/ldap.ts": keysOf("ldap"),
  "test/container/parts/monitoring.ts": ["monitoring"],
  "test/container/parts/oauth.ts": [...keysOf("github"), ...keysOf("gitlab")],
  "test/container/parts/oidc.ts": ["authenticator", "allowedGroups", ...keysOf("oidc")],
  "test/container/parts/smoke.ts": ["deepCheck"],
  "test/container/parts/updates.ts": ["securityUpdates", "rebootWindow"],
  "test/container/parts/environments.ts": ["pythonEnvironments"],
  "test/container/parts/packages.ts": ["pythonPackages", "pythonPackagesFile"],
  "test/container/parts/upstream.ts": ["webCidrs"],
  "test/guest/changes.full.ts": ["userDiskLimit"],
  "test/lifecycle/dns.full.ts": ["dnsZone"],
  "test/lifecycle/lifecycle.test.ts": ["sshCidrs", "image", "sshPublicKey", "generation", "dataVolumeId"],
  "test/lifecycle/variants.test.ts": ["keepDataOnDestroy", "waitForHub", "sshTimeout"],
  "test/readiness/connect.test.ts": ["bastion", "bastionPrivateKey", "sshPrivateKey"],
};
/** Settings that have the effect of another one, which is tested. */
const AS: Readonly<Record<string, string>> = { externalNetwork: "address" };

/** What the hub reads; its restart follows from a change of one of them. */
const OF_THE_HUB = ["hub.json", "admin.json"].map((name) => `/etc/jupyterhub-openstack/${name}`);
const OF_THE_SERVER = "/etc/jupyterhub-openstack/settings.json";
const OF_THE_PAGES = "/etc/jupyterhub-openstack/about.json";

const ROUNDS = rounds();
const IN_TABLE = new Set(ROUNDS.flatMap(({ rows }) => rows.flatMap((row) => Object.keys(row.settings))));

/** Stack files in which a setting changes; PROVIDED has a provider of accounts. */
const UPSTREAM = { tls: "upstream", publicUrl: "https://{address}.example.org", webCidrs: ["192.0.2.8/32"] };

suite("the docs' effect of each setting", () => {
  const elsewhere = Object.values(ELSEWHERE).flat();

  for (const { key, effect } of SETTINGS) {
    test(`${key}: a test changes it on a running hub, or nothing there is said to change`, () => {
      const places = [IN_TABLE.has(key), elsewhere.includes(key), key in AS].filter(Boolean).length;
      const changesNothing = effect.kind !== "in place" || (effect.restarts.length === 0 && effect.also === undefined);
      assert.ok(places <= 1, `${key} has its test in two places`);
      assert.ok(
        places === 1 || changesNothing,
        `${key} has neither a row in test/container/lib/effects nor a test here`,
      );
      assert.equal(effect, effectOf(AS[key] ?? key));
    });
  }

  for (const [file, keys] of Object.entries(ELSEWHERE)) {
    test(`${file} is about ${keys.join(", ")}`, () => {
      const text = readFileSync(file, "utf8");
      for (const key of keys) {
        assert.match(text, new RegExp(`\\b${key}\\b`));
        assert.ok(effectOf(key));
      }
    });
  }

  test("the settings of one round have one effect", () => {
    let before: StackFile = {};
    for (const { rows } of ROUNDS) {
      for (const { settings } of rows) {
        const expected = promised(before, { ...before, ...rows[0]?.settings });
        assert.deepEqual(promised(before, { ...before, ...settings }), expected, Object.keys(settings).join());
      }
      before = rows.reduce<StackFile>((lines, { settings }) => ({ ...lines, ...settings }), before);
    }
  });

  for (const { key } of SETTINGS.filter((setting) => !(setting.key in AS))) {
    test(`${key}: another value reaches on the server whom the docs say, and nobody else`, () => {
      const [one, other] = twoValues(key);
      assert.notDeepEqual(settingsOf(one), settingsOf(other));
      agree(key, one, other);
      for (const circumstance of [UPSTREAM, PROVIDED.oidc]) {
        const pair = [one, other].map((lines): StackFile => ({ ...circumstance, ...lines }));
        // What is refused cannot come about.
        if (pair.every(isAllowed)) agree(key, pair[0] ?? {}, pair[1] ?? {});
      }
    });
  }
});

function keysOf(provider: string): string[] {
  return SETTINGS.map(({ key }) => key).filter((key) => key.startsWith(provider));
}

function agree(key: string, before: StackFile, after: StackFile): void {
  const heard = different(sent(before), sent(after));
  const restarts = effectOf(key).kind === "in place" ? promised(before, after) : [];
  assert.equal(
    heard.some((name) => OF_THE_HUB.includes(name) || isOfProvider(name)),
    restarts.includes("hub"),
    `the hub: ${heard.join()}`,
  );
  if (restarts.includes("web server")) assert.ok(heard.includes(OF_THE_SERVER), "the web server hears nothing of it");
  if (restarts.length === 0) assert.deepEqual(heard, besideTheHub(key));
}

/** Groups of settings that the hub itself does not read when it starts, and where the server reads them. */
const BESIDE_THE_HUB: readonly (readonly [Group, string])[] = [
  [SCHEMA.distribution, OF_THE_SERVER],
  [SCHEMA.health, OF_THE_SERVER],
  [SCHEMA.pages, OF_THE_PAGES],
  [SCHEMA.python, OF_THE_SERVER],
  [SCHEMA.updates, OF_THE_SERVER],
];
/** Others of which the same is true. */
const OF_THE_INSTALLATION = [SCHEMA.data.settings.existing.key, SCHEMA.material.settings.sharedFolders.key];

/** What changes of what the hub does not read when it starts. What is made in the cloud changes nothing there. */
function besideTheHub(key: string): string[] {
  const ofBackups = SCHEMA.backup.settings;
  const place = BESIDE_THE_HUB.find(([{ settings }]) => Object.values(settings).some((setting) => setting.key === key));
  if (place !== undefined) return [place[1]];
  if (key.startsWith("apt") || OF_THE_INSTALLATION.includes(key)) return [OF_THE_SERVER];
  if (!key.startsWith("backup") || [ofBackups.volumeSize.key, ofBackups.volumeType.key].includes(key)) return [];
  return [SETTINGS.find((setting) => setting.key === key)?.secret === undefined ? OF_THE_SERVER : key];
}

/** What goes to the server, by path, and secrets by their names. */
function sent(lines: StackFile): Map<string, string> {
  const settings = settingsOf(lines);
  // In place of its hash, which differs as it does.
  const files = serverFiles(valuesOf(settings), { passwordHash: settings.users.adminPassword });
  return new Map([
    ...files.map(({ path, content }) => [path, content] as const),
    ...Object.entries(secretValues(settings)),
  ]);
}

function different(one: Map<string, string>, other: Map<string, string>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((name) => one.get(name) !== other.get(name));
}

function isOfProvider(secret: string): boolean {
  return Object.keys(PROVIDED).some((name) => secret.startsWith(name));
}

function isAllowed(lines: StackFile): boolean {
  try {
    settingsOf(lines);
    return true;
  } catch {
    return false;
  }
}
