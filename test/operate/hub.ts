import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlakyPort } from "../support/flakyPort";
import { KeyPair } from "../support/keyPair";
import { freePort, Sshd } from "../support/sshd";
import type { TestStack } from "../support/stack";

/** A real sshd that shows a server of its own: scripts are at the place of the hub's programs. */
export class Hub {
  private constructor(
    private readonly folder: string,
    private readonly sshd: Sshd,
    readonly port: FlakyPort,
    private readonly key: KeyPair,
  ) {}

  static async start(): Promise<Hub> {
    const folder = mkdtempSync(join(tmpdir(), "operate-"));
    for (const part of ["bin", "run", "work"]) mkdirSync(join(folder, part));
    const inside = join(folder, "inside");
    // Who logs in has the server's programs and /run, in a mount namespace of their own.
    writeFileSync(
      inside,
      `#!/bin/sh
exec unshare --mount sh -c 'mkdir -p /opt/jupyterhub/bin && mount -t tmpfs none /opt && mkdir -p /opt/jupyterhub/bin &&
  mount --bind ${folder}/bin /opt/jupyterhub/bin && mount --bind ${folder}/run /run && cd ${folder}/work &&
  exec sh -c "$SSH_ORIGINAL_COMMAND"'
`,
    );
    chmodSync(inside, 0o755);
    const key = new KeyPair(folder, "ours");
    const sshd = new Sshd(folder, "sshd", await freePort(), [key], { ForceCommand: inside });
    await sshd.start();
    return new Hub(folder, sshd, await FlakyPort.to(sshd.port), key);
  }

  /** What the stack of this hub has as outputs. */
  outputs(more: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      url: "https://198.51.100.7/",
      hubVersion: "5.4.2",
      sshTarget: {
        host: "127.0.0.1",
        port: this.port.port,
        user: Sshd.user,
        privateKey: this.key.privateKey,
        hostKey: this.sshd.hostKey.publicKey,
      },
      ...more,
    };
  }

  /** Puts a shell script at the place of one of the hub's programs; it works in a folder that `file` reads. */
  install(name: string, script: string): void {
    const path = join(this.folder, "bin", name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
  }

  /** A file that a program has left; undefined where there is none. */
  file(name: string): string | undefined {
    const path = join(this.folder, "work", name);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, "work", name), text);
  }

  /** Takes away what programs have left. */
  clear(): void {
    for (const part of ["bin", "work"]) {
      rmSync(join(this.folder, part), { recursive: true });
      mkdirSync(join(this.folder, part));
    }
  }

  async stop(): Promise<void> {
    this.port.close();
    await this.sshd.stop();
    rmSync(this.folder, { recursive: true });
  }
}

/** Gives a stack of program.ts these outputs. */
export async function give(stack: TestStack, outputs: Record<string, unknown>): Promise<void> {
  writeFileSync(join(stack.folder, "outputs.json"), JSON.stringify(outputs));
  await stack.up();
}
