import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { longestChain } from "../../bench/longestChain";

suite("the longest chain", () => {
  const names = (tasks: Parameters<typeof longestChain>[0]) => longestChain(tasks).tasks.map(({ name }) => name);

  test("is the slowest way through, not the one of the most tasks", () => {
    const tasks = [
      { name: "end", seconds: 1, after: ["slow", "third"] },
      { name: "third", seconds: 1, after: ["second"] },
      { name: "second", seconds: 1, after: ["first"] },
      { name: "first", seconds: 1, after: [] },
      { name: "slow", seconds: 5, after: [] },
    ];
    assert.deepEqual(names(tasks), ["slow", "end"]);
    assert.equal(longestChain(tasks).seconds, 6);
  });

  test("goes through what takes no time by itself", () => {
    const tasks = [
      { name: "a", seconds: 2, after: [] },
      { name: "group", seconds: 0, after: ["a"] },
      { name: "b", seconds: 3, after: ["group", "not a task"] },
    ];
    assert.deepEqual(names(tasks), ["a", "group", "b"]);
  });

  test("of nothing is nothing, and a circle is an error", () => {
    assert.deepEqual(longestChain([]), { tasks: [], seconds: 0 });
    assert.throws(
      () =>
        longestChain([
          { name: "a", seconds: 1, after: ["b"] },
          { name: "b", seconds: 1, after: ["a"] },
        ]),
      /waits for itself/,
    );
  });
});
