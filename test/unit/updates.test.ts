import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { suite, test } from "node:test";
import { LEAST, refusalOf, settingsOf } from "./defaults";

const PROGRAM = `
import json, sys
sys.path.insert(0, "cloud-init/files/opt/jupyterhub/lib")
from hubserver.updates.window import Window
window = Window.read(sys.argv[1])
print(json.dumps([window.first(float(sys.argv[2])), window.length]))`;

/** When, on the server, the first of these windows begins from that time on, and its minutes. */
function first(window: string, from: string): [string, number] {
  const seconds = Date.parse(`${from}:00Z`) / 1000;
  const answer = execFileSync("python3", ["-B", "-c", PROGRAM, window, String(seconds)], { encoding: "utf8" });
  const [begin, length] = JSON.parse(answer) as [number, number];
  return [new Date(begin * 1000).toISOString().slice(0, 16), length / 60];
}

suite("settings for updates", () => {
  test("security updates come unless they are switched off, and nothing restarts by itself", () => {
    assert.deepEqual(settingsOf().updates, { security: true, rebootWindow: undefined });
    assert.equal(settingsOf({ securityUpdates: false }).updates.security, false);
  });

  const refusals: [Record<string, unknown>, RegExp][] = [
    [{ securityUpdates: "weekly" }, /securityUpdates is "weekly". Allowed: true or false/],
    [
      { rebootWindow: "Sunday 04:00-05:00" },
      /rebootWindow is "Sunday 04:00-05:00". Allowed: a day \(Mon, .*\) and two times in UTC/,
    ],
    [{ rebootWindow: "04:00-05:00" }, /rebootWindow is "04:00-05:00"/],
    [{ rebootWindow: "Sun 4:00-5:00" }, /rebootWindow is "Sun 4:00-5:00"/],
    [{ rebootWindow: "Sun 24:00-25:00" }, /rebootWindow is "Sun 24:00-25:00"/],
    [{ rebootWindow: "Sun 04:00-04:29" }, /rebootWindow is "Sun 04:00-04:29", which is 29 minutes long/],
    [{ rebootWindow: "* 04:00-04:00" }, /which is 0 minutes long. Allowed: .*30 minutes apart or more/],
    [{ rebootWindow: "* 04:00-05:00", waitForHub: false }, /rebootWindow is set while waitForHub is false/],
  ];
  for (const [settings, message] of refusals) {
    test(`${JSON.stringify(settings)} is refused`, () => {
      assert.match(refusalOf({ ...LEAST, ...settings }), message);
    });
  }

  const windows: [window: string, from: string, begin: string, minutes: number][] = [
    // 2026-11-29 is a Sunday.
    ["Sun 04:00-05:00", "2026-11-28T12:00", "2026-11-29T04:00", 60],
    ["Sun 04:00-05:00", "2026-11-29T04:00", "2026-11-29T04:00", 60],
    ["Sun 04:00-05:00", "2026-11-29T04:01", "2026-12-06T04:00", 60],
    ["Mon 00:00-00:30", "2026-11-29T12:00", "2026-11-30T00:00", 30],
    ["* 23:30-00:15", "2026-12-31T23:31", "2027-01-01T23:30", 45],
    ["* 23:30-00:15", "2026-12-31T23:29", "2026-12-31T23:30", 45],
  ];
  for (const [window, from, begin, minutes] of windows) {
    test(`${window}: accepted, and from ${from} on the first is that of ${begin}`, () => {
      assert.equal(settingsOf({ rebootWindow: window }).updates.rebootWindow, window);
      assert.deepEqual(first(window, from), [begin, minutes]);
    });
  }
});
