import { execFile, execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Which of several servers that may be there at a time. */
export const SLOT = Number(process.env.HUBTEST_SLOT ?? 0);
/** The network namespace that the server is in. */
export const NAMESPACE = `hubtest${String(SLOT)}`;
/** The first three numbers of the addresses in its network. */
export const NETWORK = `10.77.${String(SLOT)}`;
/** This machine, as the server sees it. */
export const HOST_ADDRESS = `${NETWORK}.1`;
/** The test's server, by way of the script `machine` beside this folder. */
export const ADDRESS = `${NETWORK}.2`;
export const VOLUME = "5f0c9a52-7d1e-4c8b-9a57-2b6f1c0de001";
export const BACKUP_VOLUME = "0e4b9a52-7d1e-4c8b-9a57-2b6f1c0de002";

const SCRIPT = join(__dirname, "../machine");
const RESULTS = join(__dirname, "../../../test-results");
const run = promisify(execFile);
/** Started outside the server, but in its network. */
const helpers: ChildProcess[] = [];

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command as root on the server; never throws because of its exit code. */
export function execute(command: readonly string[], input = "", seconds = 300): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      SCRIPT,
      ["exec", ...command],
      { timeout: seconds * 1000, maxBuffer: 64 << 20 },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : typeof error.code === "number" ? error.code : -1, stdout, stderr });
      },
    );
    child.on("error", reject);
    // A command may end without reading all of it.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}

/** As execute, for a command that must succeed; answers its trimmed standard output. */
export async function shell(script: string, seconds?: number): Promise<string> {
  const answer = await execute(["bash", "--norc", "-euo", "pipefail", "-c", script], "", seconds);
  if (answer.code !== 0)
    throw new Error(`\`${script}\` ended with ${String(answer.code)}: ${answer.stdout}${answer.stderr}`);
  return answer.stdout.trim();
}

export async function prepare(userData: string): Promise<void> {
  process.once("SIGINT", goAway).once("SIGTERM", goAway);
  await make("prepare", userData);
}

/** Another server in the place of the present one, as `pulumi up` makes it: nothing but address and data volume stay. */
export const rebuild = (userData: string): Promise<void> => make("rebuild", userData);

async function make(verb: string, userData: string): Promise<void> {
  const file = join(RESULTS, `user-data-${String(SLOT)}`);
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(file, userData);
  await run(SCRIPT, [verb, file], { timeout: 1_800_000 });
  rmSync(file);
}

/** Switches the server on and waits until something can be run on it. */
export async function start(): Promise<void> {
  await run(SCRIPT, ["start"]);
  await eventually(
    "the server takes commands",
    60,
    async () => (await execute(["test", "-d", "/run/systemd/system"])).code === 0,
  );
}

export const stop = (): Promise<unknown> => run(SCRIPT, ["stop"]);
export const attachVolume = (): Promise<unknown> => run(SCRIPT, ["attach", VOLUME]);

/** The volume gets larger under the running server, as Cinder does it. */
export const growVolume = (size: string): Promise<unknown> => run(SCRIPT, ["grow", size]);

/** A further volume, whose disk is this file, until the server stops or the volume is unplugged. */
export const plugVolume = (id: string, file: string, readOnly = false): Promise<unknown> =>
  run(SCRIPT, ["plug", id, file, ...(readOnly ? ["-r"] : [])]);
export const unplugVolume = (id: string): Promise<unknown> => run(SCRIPT, ["unplug", id]);

/** The cloud's metadata service, which has nothing to tell; it ends with the test. */
export function serveMetadata(): void {
  helpers.push(spawn(SCRIPT, ["metadata"], { stdio: "ignore" }));
}

/** A cloud's HTTPS proxy in front of the server, at https://localhost:port; answers its authority as PEM text. */
export async function startFront(port: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "front-"));
  helpers.push(spawn(SCRIPT, ["front", String(port), folder], { stdio: "ignore" }));
  const certificate = join(folder, "pki/authorities/local/root.crt");
  await eventually("the proxy in front has its certificate", 30, () => Promise.resolve(existsSync(certificate)));
  return readFileSync(certificate, "utf8");
}

/** Where the closed network's proxy and its mirror of the archives are, and what they were asked for, by lines. */
export interface ClosedNetwork {
  readonly proxy: string;
  readonly mirror: string;
  readonly proxied: () => string;
  readonly mirrored: () => string;
  readonly open: () => Promise<void>;
}

/** Nothing leaves the server's network any more but by a proxy. */
export async function closeNetwork(): Promise<ClosedNetwork> {
  const folder = mkdtempSync(join(tmpdir(), "closed-"));
  const helper = spawn(SCRIPT, ["close", folder], { stdio: ["ignore", "ignore", "inherit"] });
  helpers.push(helper);
  await eventually("the network is closed", 120, () => {
    if (helper.exitCode !== null) throw new Error(`machine close ended with ${String(helper.exitCode)}.`);
    return Promise.resolve(existsSync(join(folder, "ready")));
  });
  return {
    proxy: `http://${HOST_ADDRESS}:3128`,
    mirror: `http://${HOST_ADDRESS}:8080`,
    proxied: () => readFileSync(join(folder, "proxy.log"), "utf8"),
    mirrored: () => readFileSync(join(folder, "mirror.log"), "utf8"),
    open: async () => {
      helper.kill();
      await once(helper, "exit");
    },
  };
}

/** ACME servers by the configurations in this folder, and their DNS server; see `machine acme`. Answers what ends them. */
export const startAcmeServers = (folder: string): (() => Promise<void>) => startServers("acme", folder);

/** An S3 server whose files are in this folder; see `machine s3`. Answers what ends it. */
export const startS3Server = (folder: string, key: { id: string; secret: string }): (() => Promise<void>) =>
  startServers("s3", folder, { ROOT_ACCESS_KEY: key.id, ROOT_SECRET_KEY: key.secret });

function startServers(verb: string, folder: string, environment: NodeJS.ProcessEnv = {}): () => Promise<void> {
  const env = { ...process.env, ...environment };
  const helper = spawn(SCRIPT, [verb, folder], { stdio: ["ignore", "ignore", "inherit"], env });
  helpers.push(helper);
  return async () => {
    helper.kill();
    await once(helper, "exit");
  };
}

/** Takes everything away; safe to call twice. */
export function down(): void {
  for (const helper of helpers) helper.kill();
  execFileSync(SCRIPT, ["down"], { stdio: ["ignore", "inherit", "inherit"] });
}

/** Keeps what explains a failure in test-results/, and answers its most telling part. */
export async function collectLogs(): Promise<string> {
  const logs: Record<string, string> = {
    "hub-install.log": "/opt/jupyterhub/bin/hub-status; cat /var/log/hub-install.log",
    "hub.log": "journalctl --no-pager --output=short-iso --unit=jupyterhub.service --unit=jupyterhub-proxy.service",
    "caddy.log": "journalctl --no-pager --output=cat --unit=caddy.service",
    "cloud-init.log": "cat /var/log/cloud-init-output.log; grep -E 'WARN|ERROR|Traceback' /var/log/cloud-init.log",
    "journal.log": "journalctl --no-pager --boot",
  };
  let ends = "";
  for (const [name, command] of Object.entries(logs)) {
    const { stdout, stderr } = await execute(["bash", "--norc", "-c", command]);
    writeFileSync(join(RESULTS, `container-${name}`), stdout + stderr);
    if (name !== "journal.log") ends += `--- end of ${name}\n${(stdout + stderr).split("\n").slice(-30).join("\n")}\n`;
  }
  return ends;
}

// The suite runs beside others on machines that others use too.
const PATIENCE = 4;

/** Looks until it is so; throws after so many seconds of a machine that has nothing else to do. */
export async function eventually(what: string, seconds: number, look: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE * seconds * 1000;
  while (!(await look())) {
    if (Date.now() > end) throw new Error(`Not within ${String(seconds)} s: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function goAway(): void {
  down();
  process.exit(1);
}
