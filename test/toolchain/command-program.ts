import { join } from "node:path";
import { local, remote, type types } from "@pulumi/command";
import { asset, secret } from "@pulumi/pulumi";
import type { KeyPair } from "../support/keyPair";
import { type Agent, Sshd } from "../support/sshd";

/** Given to a command's standard input only. */
export const SECRET = "only for standard input";

/** What the program works with. */
export interface Site {
  /** Holds source-1.txt, source-2.txt and the folder tree; gets what the commands write. */
  folder: string;
  target: Sshd;
  /** Comes up only when it has been dialed for a while. */
  late: Sshd;
  proxy: Sshd;
  agent: Agent;
  /** Lets into all of them. */
  key: KeyPair;
  /** Lets into the target; its password is "a password". */
  lockedKey: KeyPair;
}

/** The same program twice, with what changes between its generations. */
export function program(site: Site, generation: 1 | 2): Promise<Record<string, unknown>> {
  const { target, proxy, late, agent, lockedKey } = site;
  const file = (name: string): string => join(site.folder, name);
  const journal = (name: string, word: string): string => `echo "${word}" >>${file(name)}`;
  const to = (sshd: Sshd, more: Partial<types.input.remote.ConnectionArgs> = {}): types.input.remote.ConnectionArgs => ({
    host: "127.0.0.1",
    port: sshd.port,
    user: Sshd.user,
    privateKey: site.key.privateKey,
    ...more,
  });

  const connection = to(target);
  const whole = new remote.Command("whole", {
    connection,
    create: `${journal("whole", "create")}; echo to stdout; echo to stderr >&2`,
    update: `${journal("whole", "update after $PULUMI_COMMAND_STDOUT, $PULUMI_COMMAND_STDERR")}; echo updated`,
    delete: journal("whole", "delete after $PULUMI_COMMAND_STDOUT"),
    environment: { COLOUR: String(generation) },
  });
  const onlyCreate = new remote.Command("onlyCreate", {
    connection,
    create: `echo "run ${String(generation)} after \${PULUMI_COMMAND_STDOUT-nothing}"`,
    addPreviousOutputInEnv: false,
  });
  new remote.Command("triggered", {
    connection,
    create: journal("triggered", "create"),
    update: journal("triggered", "update"),
    delete: journal("triggered", "delete"),
    triggers: ["constant", generation],
  });
  const stdin = new remote.Command("stdin", { connection, create: "sha256sum", stdin: secret(SECRET) });
  const coloured = new remote.Command("coloured", { connection, create: "echo $COLOUR", environment: { COLOUR: "blue" } });
  new remote.Command("live", { connection, create: "echo first; sleep 3; echo second" });
  const streams = "echo on stdout; echo on stderr >&2";
  for (const logging of ["stdout", "stderr", "stdoutAndStderr", "none"] as const) {
    new remote.Command(`logs-${logging}`, { connection, create: streams, logging });
  }
  new remote.Command("longLine", { connection, create: "head -c 100000 /dev/zero | tr '\\0' x; echo; echo after" });

  new remote.Command("knownHost", { connection: to(target, { hostKey: target.hostKey.publicKey }), create: "true" });
  const locked = { privateKey: lockedKey.privateKey, privateKeyPassword: "a password" };
  new remote.Command("lockedKey", { connection: to(target, locked), create: "true" });
  const byAgent = { host: "127.0.0.1", port: target.port, user: Sshd.user, agentSocketPath: agent.socket };
  new remote.Command("byAgent", { connection: byAgent, create: "true" });
  const throughProxy = { ...connection, proxy: to(proxy, { hostKey: proxy.hostKey.publicKey }) };
  const proxied = new remote.Command("proxied", { connection: throughProxy, create: 'echo "$SSH_CONNECTION"' });
  new remote.Command("late", { connection: to(late, { dialErrorLimit: -1 }), create: "true" });

  const parents = file("made/on the way");
  new remote.CopyToRemote("file", {
    connection,
    source: new asset.FileAsset(file(`source-${String(generation)}.txt`)),
    remotePath: join(parents, "copy.txt"),
  });
  const tree = new asset.FileArchive(file("tree"));
  new remote.CopyToRemote("folder", { connection, source: tree, remotePath: file("copies") });
  const words = new asset.StringAsset("just text\n");
  new remote.CopyToRemote("text", { connection, source: words, remotePath: file("text.txt") });

  const here = new local.Command("here", {
    create: 'echo "$0 in $PWD with $SHAPE and $(cat)"',
    interpreter: ["/bin/bash", "-ec"],
    dir: file("tree"),
    environment: { SHAPE: "round" },
    stdin: "a word",
    assetPaths: ["**.txt", "!inner/**"],
    archivePaths: ["inner/*"],
  });
  return Promise.resolve({
    stdout: whole.stdout,
    stderr: whole.stderr,
    onlyCreate: onlyCreate.stdout,
    stdin: stdin.stdout,
    coloured: coloured.stdout,
    proxied: proxied.stdout,
    here: here.stdout,
    assets: here.assets.apply((assets) => Object.keys(assets ?? {})),
    archive: here.archive.apply(async (archive) =>
      Object.keys((await (archive as asset.AssetArchive | undefined)?.assets) ?? {}),
    ),
  });
}
