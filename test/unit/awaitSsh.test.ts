import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { lastLines } from "../../src/readiness/awaitSsh/consoleLog";
import { judgeHostKey } from "../../src/readiness/awaitSsh/hostKeys";
import { waitForLogin } from "../../src/readiness/awaitSsh/wait";
import { KeyRefused, SshFailure } from "../../src/readiness/ssh/failure";

const CLOSED = new SshFailure("the server is up, its SSH port is closed");
const REFUSED = new KeyRefused("the server refuses the key");
const FORBIDDEN = new SshFailure("the bastion forbids connections to the server", true);
const IN = "ssh-ed25519 AAAA";

/** Waits on a clock of its own: each attempt takes a second, and the last one goes on for ever. */
async function run(attempts: (SshFailure | string)[], timeout = 600) {
  let clock = 0;
  let next = 0;
  const lines: string[] = [];
  const attempt = () => {
    clock += 1000;
    const outcome = attempts[Math.min(next++, attempts.length - 1)] ?? CLOSED;
    return outcome instanceof SshFailure ? Promise.reject(outcome) : Promise.resolve(outcome);
  };
  const surroundings = {
    now: () => clock,
    sleep: (milliseconds: number) => Promise.resolve(void (clock += milliseconds)),
    say: (line: string) => void lines.push(line),
  };
  const result = await waitForLogin(attempt, timeout * 1000, surroundings).catch((error: unknown) => error as Error);
  return { result, lines, seconds: clock / 1000 };
}

suite("waiting for SSH", () => {
  test("ends with the host key, and says each reason once", async () => {
    const { result, lines } = await run([CLOSED, CLOSED, IN]);
    assert.equal(result, "ssh-ed25519 AAAA");
    assert.deepEqual(lines, [
      "waiting for SSH, 1 s: the server is up, its SSH port is closed",
      "SSH answers after 9 s",
    ]);
  });

  test("has an end, with the last reason", async () => {
    const { result, seconds } = await run([CLOSED], 60);
    assert.match((result as Error).message, /within 6\d s: the server is up, its SSH port is closed/);
    assert.ok(seconds >= 60 && seconds < 66);
  });

  test("says that it is alive each half minute", async () => {
    const { lines } = await run([CLOSED], 120);
    assert.equal(lines.length, 4);
  });

  test("a key that is refused ends the wait long before its end", async () => {
    const { result, seconds } = await run([CLOSED, REFUSED], 3600);
    assert.match((result as Error).message, /the server refuses the key/);
    assert.ok(seconds < 200, String(seconds));
  });

  test("what no later attempt can better ends the wait at once", async () => {
    const { result, seconds } = await run([CLOSED, FORBIDDEN], 3600);
    assert.match((result as Error).message, /the bastion forbids connections to the server/);
    assert.ok(seconds < 10, String(seconds));
  });

  test("a key that is refused at first and taken later is no failure", async () => {
    const { result } = await run([REFUSED, REFUSED, IN]);
    assert.equal(result, "ssh-ed25519 AAAA");
  });
});

suite("the console log", () => {
  const LOG = [
    "[  12.3] boot",
    "-----BEGIN SSH HOST KEY KEYS-----",
    "ecdsa-sha2-nistp256 AAAAecdsa root@hub",
    "ssh-ed25519 AAAAed root@hub",
    "-----END SSH HOST KEY KEYS-----",
  ].join("\r\n");

  test("confirms the host key that it names", () => {
    assert.equal(judgeHostKey(LOG, "ssh-ed25519 AAAAed"), "confirmed");
  });
  test("contradicts another key of the same type", () => {
    assert.equal(judgeHostKey(LOG, "ssh-ed25519 AAAAother"), "contradicted");
  });
  test("says nothing of a type that it does not name, and nothing before the keys are printed", () => {
    assert.equal(judgeHostKey(LOG, "ssh-rsa AAAAed"), "notPrinted");
    assert.equal(judgeHostKey("[  12.3] boot\nssh-ed25519 AAAAed", "ssh-ed25519 AAAAed"), "notPrinted");
  });
  test("is shown by its last lines, without colours and blank lines", () => {
    assert.equal(lastLines("a\r\n\r\n\u001b[0;32mOK\u001b[0m b\nc\n", 2), "OK b\nc");
  });
});
