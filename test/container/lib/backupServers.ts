import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, request } from "undici";
import type { BackupFile } from "../../../src/server/settingsFile";
import { Authority } from "../../support/certificates";
import { KeyPair } from "../../support/keyPair";
import { Sshd } from "../../support/sshd";
import { eventually, execute, HOST_ADDRESS, shell, startS3Server } from "./machine";

/** What a stack says of its backups, and its secrets. */
export interface Target {
  readonly backup: BackupFile;
  readonly secrets: Readonly<Record<string, string>>;
}

export const PASSWORD = "a repository's long password";
export const S3_KEY = { id: "HUBBACKUP", secret: "an s3 key that nobody guesses" };
const PORTS = { sftp: 2222, s3: 7070 };
const TRUSTED = "/usr/local/share/ca-certificates/s3.crt";
const KEPT = { schedule: "*-*-* 03:00:00", keepDaily: 7, keepWeekly: 4, keepMonthly: 3 };

/** A real SFTP server and a real S3 server beside the hub's server, each with a folder for repositories. */
export class BackupServers {
  private readonly key = new KeyPair();
  private readonly folder = mkdtempSync(join(tmpdir(), "backup-"));
  private readonly sshd: Sshd;
  private endS3: (() => Promise<void>) | undefined;

  constructor() {
    this.sshd = new Sshd(this.folder, "sftp", PORTS.sftp, [this.key], {
      ListenAddress: `${HOST_ADDRESS}:${String(PORTS.sftp)}`,
    });
    mkdirSync(join(this.folder, "repositories"));
  }

  async start(): Promise<void> {
    await this.sshd.start();
    const authority = new Authority();
    const { certificate, key } = authority.issue(HOST_ADDRESS);
    writeFileSync(join(this.folder, "certificate.pem"), certificate);
    writeFileSync(join(this.folder, "key.pem"), key);
    this.endS3 = startS3Server(this.folder, S3_KEY);
    const dispatcher = new Agent({ connect: { ca: authority.certificate } });
    // Long the first time, when it is built.
    await eventually("the S3 server answers", 600, () =>
      request(`https://${HOST_ADDRESS}:${String(PORTS.s3)}/`, { dispatcher }).then(
        () => true,
        () => false,
      ),
    );
    await execute(["sh", "-c", `cat >${TRUSTED}; update-ca-certificates`], authority.certificate);
  }

  async stop(): Promise<void> {
    await this.sshd.stop();
    await this.endS3?.();
    await shell(`rm -f ${TRUSTED}; update-ca-certificates --fresh`);
  }

  stopSftp = (): Promise<void> => this.sshd.stop();
  startSftp = (): Promise<void> => this.sshd.start();

  sftp(name: string): Target {
    const path = join(this.folder, "repositories", name);
    const repository = `sftp://${Sshd.user}@${HOST_ADDRESS}:${String(PORTS.sftp)}/${path}`;
    const { hostKey } = this.sshd;
    return {
      backup: { ...KEPT, repository, sftpHostKey: hostKey.publicKey },
      secrets: { backupPassword: PASSWORD, backupSftpPrivateKey: this.key.privateKey },
    };
  }

  s3(bucket: string): Target {
    return {
      backup: {
        ...KEPT,
        repository: `s3:https://${HOST_ADDRESS}:${String(PORTS.s3)}/${bucket}`,
        s3Region: "us-east-1",
      },
      secrets: {
        backupPassword: PASSWORD,
        backupS3AccessKeyId: S3_KEY.id,
        backupS3SecretAccessKey: S3_KEY.secret,
      },
    };
  }

  volume(volumeId: string): Target {
    return { backup: { ...KEPT, repository: "volume", volumeId }, secrets: { backupPassword: PASSWORD } };
  }
}
