import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "../lib/machine";
import { administrator, person } from "../lib/people";
import { stop } from "../lib/servers";

/**
 * All come at once.
 *
 * @param count users; more than servers may start at a time
 */
export function crowd(count: number): void {
  test(`${String(count)} users who start their servers at once all get one, and wait on a page that says so`, async () => {
    const chief = administrator();
    await chief.logIn();
    const pupils = Array.from({ length: count }, (_, index) =>
      person(`pupil${String(index + 1)}`, "a pupil's pass phrase"),
    );
    for (const pupil of pupils) {
      await pupil.signUp();
      await chief.authorise(pupil.user);
      assert.equal(await pupil.logIn(), true);
    }
    const started = Date.now();
    const [last = assert.fail(), ...others] = pupils;
    const spawns = others.map((pupil) => pupil.spawn(400));
    await eventually("the class is at the door", 20, async () => {
      const { text } = await chief.api("GET", "/users?state=active");
      return (JSON.parse(text) as unknown[]).length > count / 2;
    });
    spawns.push(last.spawn(400));
    // Answers when the server is ready, with all that was shown until then.
    const told = eventually("the last is told the number in the queue", 60, async () => {
      const { text } = await last.api("GET", `/users/${last.user}/server/progress`);
      return /Yours is number \d+ in the queue/.test(text);
    });
    await Promise.all([...spawns, told]);
    console.log(`${String(count)} servers ready after ${String(Math.round((Date.now() - started) / 1000))} s`);
    await Promise.all(pupils.map(stop));
  });
}
