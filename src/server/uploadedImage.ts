import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import * as openstack from "@pulumi/openstack";
import type * as pulumi from "@pulumi/pulumi";
import type { UploadedImageChoice } from "../settings/image";

/**
 * An image of the stack's own, from a file or an address. Another content uploads another image; the running server keeps what
 * it was made from until the next generation.
 *
 * @returns its id
 */
export async function uploadedImage(
  name: string,
  physicalName: string,
  choice: UploadedImageChoice,
  opts: pulumi.CustomResourceOptions,
): Promise<pulumi.Output<string>> {
  const image = new openstack.images.Image(
    name,
    {
      name: physicalName,
      containerFormat: "bare",
      diskFormat: choice.format,
      ...(choice.kind === "file"
        ? { localFilePath: choice.path }
        : // The provider fetches it first; it would keep it in the user's home.
          { imageSourceUrl: choice.url, imageCachePath: join(tmpdir(), "jupyterhub-openstack-images") }),
    },
    {
      ...opts,
      // A file's path says nothing of what is in it.
      replacementTrigger: choice.kind === "file" ? await sha256(choice.path) : undefined,
      // Gigabytes over a slow line.
      customTimeouts: { create: "120m" },
    },
  );
  return image.id;
}

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
