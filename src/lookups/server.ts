import * as openstack from "@pulumi/openstack";
import type * as pulumi from "@pulumi/pulumi";
import type { Problems } from "../settings/problems";
import type { ServerSettings } from "../settings/settings";
import { isId, lookUp } from "./lookUp";

/** The ids of what the server is made from. */
export interface ServerLookups {
  readonly imageId: string;
  readonly flavorId: string;
}

/** Looks up image and flavor; what is missing goes to `problems`, and its id is then empty. */
export async function lookUpServer(
  settings: ServerSettings,
  problems: Problems,
  opts: pulumi.InvokeOptions,
): Promise<ServerLookups> {
  const { image, flavor } = settings;
  const [foundImage, foundFlavor] = await Promise.all([
    isId(image)
      ? { id: image }
      : lookUp(
          problems,
          `image "${image}" (setting image)`,
          "`openstack image list` names them.",
          openstack.images.getImage({ name: image, mostRecent: true }, opts),
        ),
    lookUp(
      problems,
      `flavor "${flavor}" (setting flavor)`,
      "`openstack flavor list` names them.",
      openstack.compute.getFlavor(isId(flavor) ? { flavorId: flavor } : { name: flavor }, opts),
    ),
  ]);
  return { imageId: foundImage?.id ?? "", flavorId: foundFlavor?.id ?? "" };
}
