import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Settings of a stack on the sandbox's fake compute: servers are there at once and run nothing. */
export const FAKE = {
  cloud: "sandbox",
  flavor: "m1.tiny",
  image: "fake",
  availabilityZone: "fake",
  sshCidrs: ["198.51.100.0/24"],
  dataVolumeSize: 1,
  waitForHub: false,
};

/** Makes sure that the sandbox has an image of this name; what is in it matters to no fake server. */
export function uploadFakeImage(name: string): void {
  const file = join(mkdtempSync(join(tmpdir(), "image-")), "image.raw");
  writeFileSync(file, `${name}\n`.repeat(1000));
  execFileSync("sandbox/sandbox", ["image", name, file], { stdio: ["ignore", "ignore", "inherit"] });
}
