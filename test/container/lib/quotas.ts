import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Why what needs quotas is left out; false: it is not. */
export const NO_QUOTAS = kernelHasQuotas() ? false : "this machine's kernel has no quotas for ext4";

/** Whether the kernel, which is the server's too, mounts an ext4 with quotas. */
function kernelHasQuotas(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "quotas-"));
  const script =
    "truncate -s 8M disk; mkfs.ext4 -q -O quota -E quotatype=usrquota disk; mkdir at; mount -o loop,usrquota disk at; umount at";
  try {
    execFileSync("bash", ["-euc", script], { cwd: folder, stdio: "ignore" });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
