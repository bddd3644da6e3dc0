import * as pulumi from "@pulumi/pulumi";
import { checkStack, readyToDeploy } from "./src/check/check";
import { cloudProvider } from "./src/credentials/provider";
import { deployHub } from "./src/hub";
import { ownOfRunningStack } from "./src/lookups/ownOfRunningStack";
import { LOGICAL } from "./src/names";
import { pulumiSource } from "./src/settings/pulumiSource";

export = async () => {
  const checked = await checkStack(pulumiSource(), { own: ownOfRunningStack });
  for (const warning of checked.warnings) {
    await pulumi.log.warn(warning);
  }
  const ready = readyToDeploy(checked);
  return deployHub(LOGICAL, ready, { provider: cloudProvider(LOGICAL, ready.cloud) });
};
