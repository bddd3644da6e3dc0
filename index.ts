import { cloudProvider } from "./src/credentials/provider";
import { deployHub } from "./src/hub";
import { lookUpCloud } from "./src/lookups/cloud";
import { LOGICAL } from "./src/names";
import { pulumiSource } from "./src/settings/pulumiSource";
import { readSettings } from "./src/settings/read";

export = async () => {
  const settings = readSettings(pulumiSource());
  const provider = cloudProvider(LOGICAL, settings.cloud);
  const lookups = await lookUpCloud(settings, { provider });
  return deployHub(LOGICAL, { settings, lookups }, { provider });
};
