import { cloudProvider } from "./src/credentials/provider";
import { resolveCloud } from "./src/credentials/resolve";
import { deployHub } from "./src/hub";
import { lookUpCloud } from "./src/lookups/cloud";
import { LOGICAL } from "./src/names";
import { pulumiSource } from "./src/settings/pulumiSource";
import { readSettings } from "./src/settings/read";

export = async () => {
  const settings = readSettings(pulumiSource());
  const cloud = await resolveCloud(settings);
  const provider = cloudProvider(LOGICAL, cloud);
  const lookups = await lookUpCloud(settings, cloud, { provider });
  return deployHub(LOGICAL, { settings, cloud, lookups }, { provider });
};
