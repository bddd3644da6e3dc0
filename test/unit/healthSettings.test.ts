import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { serverValues } from "../../src/server/values";
import { LEAST, refusalOf, settingsOf } from "./defaults";

const sent = (deepCheck?: string): string | undefined => serverValues(settingsOf({ deepCheck })).deepCheck;

suite("the schedule of the deep check", () => {
  test("is nightly where nothing is said", () => {
    assert.equal(sent(), "04:30");
  });

  for (const schedule of ["daily", "hourly", "*-*-* 04:30:00", "Mon..Fri 05:15"]) {
    test(`may be ${schedule}`, () => {
      assert.equal(sent(schedule), schedule);
    });
  }

  test("may be off: the server gets none", () => {
    assert.equal(sent("off"), undefined);
  });

  for (const schedule of ["never", "24:00", "*-*-* 04:30:60", "false"]) {
    test(`is not ${schedule}, which is refused with what is allowed`, () => {
      const refusal = refusalOf({ ...LEAST, deepCheck: schedule });
      assert.match(refusal, /deepCheck is ".+"\. Allowed: off, hourly, daily, weekly, or days and times in UTC/);
    });
  }
});
