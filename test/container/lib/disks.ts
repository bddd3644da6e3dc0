import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A disk that is not the hub's, and how it is refused. */
export interface ForeignDisk {
  readonly kind: string;
  /** Bash, run with the file's path in $disk; the file has zeros only. */
  readonly make: string;
  /** As truncate takes it. */
  readonly size?: string;
  readonly readOnly?: true;
  readonly says: RegExp;
}

// What mdadm writes with metadata 1.2: magic and version 4096 bytes from the start, and where that is in sectors.
const RAID = String.raw`printf '\xfc\x4e\x2b\xa9\x01' | dd of="$disk" bs=4096 seek=1 conv=notrunc status=none
  printf '\x08' | dd of="$disk" bs=1 seek=$((4096 + 144)) conv=notrunc status=none`;
const losing = (blockSize: number): string =>
  `mkfs.ext4 -q -b ${String(blockSize)} -L theirs "$disk"; dd if=/dev/zero of="$disk" bs=64K count=1 conv=notrunc status=none`;

/** All are refused; each of the programs that make them is the one that people use. */
export const FOREIGN: readonly ForeignDisk[] = [
  { kind: "GPT", make: "printf ',100M\\n' | sfdisk --quiet --label gpt $disk", says: /a partition table \(GPT\)/ },
  { kind: "MBR", make: "printf ',100M\\n' | sfdisk --quiet --label dos $disk", says: /a partition table \(MBR\)/ },
  {
    kind: "LUKS",
    make: "printf x | cryptsetup luksFormat -q --pbkdf pbkdf2 --pbkdf-force-iterations 1000 $disk -",
    says: /an encrypted volume \(LUKS\)/,
  },
  {
    kind: "LVM",
    make: 'loop=$(losetup --find --show $disk); trap "losetup --detach $loop" EXIT; pvcreate --quiet --devices $loop $loop',
    says: /a physical volume of LVM/,
  },
  { kind: "RAID", make: RAID, says: /a member of a RAID array/ },
  { kind: "swap", make: "mkswap $disk", says: /swap space/ },
  {
    kind: "XFS",
    size: "320M",
    make: "mkfs.xfs -q -L theirs $disk",
    says: /a file system \(xfs\) with the label "theirs"/,
  },
  { kind: "Btrfs", make: "mkfs.btrfs --quiet $disk", says: /a file system \(btrfs\)/ },
  { kind: "ext4 without a label", make: "mkfs.ext4 -q $disk", says: /a file system \(ext4\)\. .*`e2label \S+ hub-/ },
  {
    kind: "ext4 with a label",
    make: "mkfs.ext4 -q -L precious $disk",
    says: /a file system \(ext4\) with the label "precious"\. .*`e2label \S+ hub-/,
  },
  {
    kind: "another hub's volume",
    make: "mkfs.ext4 -q -L hub-0123456789ab $disk",
    says: /label "hub-0123456789ab"\. .*made from a snapshot.* volume 0123456789ab….*`e2label \S+ hub-/,
  },
  ...[4096, 2048, 1024].map((size) => ({
    kind: `ext4 without its first superblock, blocks of ${String(size)}`,
    make: losing(size),
    says: new RegExp(
      `label "theirs" whose first superblock is lost; .*e2fsck -b ${String(size === 1024 ? 8193 : 8 * size)} -B ${String(size)} `,
    ),
  })),
  {
    kind: "unknown data at the beginning",
    make: "printf precious | dd of=$disk bs=1 seek=70000 conv=notrunc",
    says: /data of no kind that is known here, at byte 70000/,
  },
  {
    kind: "unknown data at the end",
    make: "printf precious | dd of=$disk bs=1 seek=$((160 * 2 ** 20 - 8)) conv=notrunc",
    says: /data of no kind that is known here, at byte 167772152/,
  },
  { kind: "a read-only disk", make: "true", readOnly: true, says: /is read-only/ },
  { kind: "a disk that is too small", make: "true", size: "512M", says: /is too small: 512 MiB.*1 GiB or more/ },
];

const folder = mkdtempSync(join(tmpdir(), "disks-"));

/** A file for a disk; answers its path. */
export function makeDisk(name: string, size = "160M", script = "true"): string {
  const file = join(folder, name.replaceAll(/\W+/g, "-"));
  onDisk(file, `rm -f $disk; truncate -s ${size} $disk; ${script}`);
  return file;
}

/** Runs bash with the file's path in $disk. */
export function onDisk(file: string, script: string): string {
  return execFileSync("bash", ["--norc", "-euo", "pipefail", "-c", script], {
    env: { ...process.env, disk: file },
    stdio: ["ignore", "pipe", "ignore"],
    encoding: "utf8",
  });
}

export const sha256 = (file: string): string => execFileSync("openssl", ["sha256", "-r", file], { encoding: "utf8" });

export const removeDisks = (): void => {
  rmSync(folder, { recursive: true });
};
