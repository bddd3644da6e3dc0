import * as pulumi from "@pulumi/pulumi";

/** What a server is made from. A change of any of these would replace a running server, or wipe its disk. */
export interface Recipe {
  readonly imageId: string;
  readonly keyPair: string;
  readonly userData: string;
  readonly configDrive: boolean;
  readonly availabilityZone?: string;
}

/**
 * Keeps the recipe that the server of this generation was made from, so that a newer image, key or cloud-init waits for
 * the next generation. `ignoreChanges` on the server would not do: it would rebuild from the old values as well.
 *
 * @param generation when it changes, the present recipe takes effect
 */
export function frozenRecipe(
  name: string,
  recipe: { readonly [Field in keyof Recipe]: pulumi.Input<Recipe[Field]> },
  generation: number,
): pulumi.Output<Recipe> {
  const stash = new pulumi.Stash(`${name}-recipe`, { input: recipe }, { replacementTrigger: generation });
  return stash.output as pulumi.Output<Recipe>;
}
