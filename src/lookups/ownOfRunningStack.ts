import * as pulumi from "@pulumi/pulumi";
import { OwnResources } from "./own";

/** What the stack of the running `pulumi` has made before, from its state. */
export async function ownOfRunningStack(): Promise<OwnResources> {
  const { outputs } = (await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", {
    stackName: `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`,
  })) as { outputs: Record<string, { type: string; outputs: { id?: string } } | undefined> };
  return new OwnResources(
    Object.values(outputs).map((resource) => ({ type: resource?.type ?? "", id: resource?.outputs.id ?? "" })),
  );
}
