/**
 * Waits until the new server lets us in by SSH, makes sure of its host key, and prints that key.
 *
 * A program of its own, because Pulumi's remote.Command says nothing while it dials, cannot fetch the console log, and does not
 * try a bastion's first handshake again.
 * Task as JSON on standard input, progress on standard error, the host key on standard output.
 */
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fetchConsoleLog, lastLines } from "./consoleLog";
import { connect } from "../ssh/connect";
import { judgeHostKey } from "./hostKeys";
import type { Task } from "./task";
import { waitForLogin } from "./wait";

const CONSOLE_LINES = 40;
// cloud-init prints the host keys at the end of its work, while the installation goes on.
const CONSOLE_KEYS_TIMEOUT = 180_000;
const CONSOLE_KEYS_PAUSE = 10_000;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function main(): Promise<void> {
  const task = JSON.parse(await text(process.stdin)) as Task;
  try {
    const login = async (): Promise<string> => {
      const connection = await connect(task.target);
      connection.close();
      return connection.hostKey;
    };
    const hostKey = await waitForLogin(login, task.timeout * 1000, { now: Date.now, sleep, say });
    await confirmHostKey(task, hostKey);
    process.stdout.write(hostKey);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    say(await consoleReport(task));
    process.exitCode = 1;
  }
}

async function confirmHostKey(task: Task, hostKey: string): Promise<void> {
  const deadline = Date.now() + CONSOLE_KEYS_TIMEOUT;
  do {
    const log = await fetchConsoleLog(task.cloud, task.serverId).catch((error: unknown) => {
      say(`the console log is not to be had (${error instanceof Error ? error.message : String(error)})`);
      return undefined;
    });
    const verdict = log === undefined ? undefined : judgeHostKey(log, hostKey);
    if (verdict === "contradicted") {
      throw new Error(
        `${task.target.host} shows a host key that the server's own console log does not name: another machine answers there. Nothing was sent to it.`,
      );
    }
    if (verdict === "confirmed") {
      say("the server's host key is the one on its console");
      return;
    }
    if (verdict === undefined) {
      break;
    }
    await sleep(CONSOLE_KEYS_PAUSE);
  } while (Date.now() < deadline);
  say("the console does not name the server's host key; it is taken as seen now and checked from now on");
}

async function consoleReport(task: Task): Promise<string> {
  try {
    const log = await fetchConsoleLog(task.cloud, task.serverId);
    return `Last lines of the server's console log:\n${lastLines(log, CONSOLE_LINES)}`;
  } catch (error) {
    return `The server's console log is not to be had: ${error instanceof Error ? error.message : String(error)}`;
  }
}

void main();
