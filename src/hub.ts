import * as pulumi from "@pulumi/pulumi";
import type { ResolvedCloud } from "./credentials/resolved";
import type { Lookups } from "./lookups/cloud";
import { physicalNames } from "./names";
import { dnsRecords } from "./network/dnsRecords";
import { HubNetwork } from "./network/network";
import { webAddress } from "./settings/webAddress";
import { stackOutputs } from "./outputs";
import { hubReady } from "./readiness/hub";
import { serverTarget } from "./readiness/serverTarget";
import { sshReachable } from "./readiness/sshReachable";
import { adminHash } from "./server/adminHash";
import { serverFiles } from "./server/files";
import { firstBootFiles } from "./server/later";
import { hubKeypair } from "./server/keypair";
import { frozenRecipe } from "./server/recipe";
import { HubServer } from "./server/server";
import { renderUserData } from "./server/userData";
import { uploadedImage } from "./server/uploadedImage";
import { serverSecrets, serverValues } from "./server/values";
import { imageChoice } from "./settings/image";
import type { Settings } from "./settings/settings";
import { backupVolume, dataVolume } from "./storage/volumes";

export interface HubArgs {
  readonly settings: Settings;
  readonly cloud: ResolvedCloud;
  readonly lookups: Lookups;
}

/** Puts the parts together: network → storage → server → readiness → outputs. */
export async function deployHub(
  name: string,
  { settings, cloud, lookups }: HubArgs,
  opts: { provider: pulumi.ProviderResource },
) {
  const names = physicalNames(settings);
  const { server: serverSettings, wait } = settings;
  const network = new HubNetwork(
    name,
    { names, settings: settings.network, tls: settings.web.tls, lookups: lookups.network },
    opts,
  );
  const web = network.addresses.apply((addresses) => webAddress(settings, addresses));
  if (lookups.dns.zoneId !== undefined) {
    dnsRecords(
      name,
      {
        zoneId: lookups.dns.zoneId,
        name: web.apply(({ url }) => new URL(url).hostname),
        addresses: network.addresses,
        ipVersions: lookups.network.ipVersions,
      },
      opts,
    );
  }
  const volumeId = dataVolume(name, names.dataVolume, settings.data, opts);
  const backupVolumeId =
    settings.backup?.repository === "volume"
      ? backupVolume(name, names.backupVolume, settings.backup, opts)
      : undefined;
  const keypair = hubKeypair(name, names.keypair, serverSettings, opts);

  const image = imageChoice(serverSettings.image);
  const imageId =
    image.kind === "file" || image.kind === "url"
      ? await uploadedImage(name, names.image, image, opts)
      : lookups.server.imageId;

  const files = pulumi
    .all([network.address, web, volumeId, backupVolumeId])
    .apply(([address, { url, hosts }, dataVolumeId, backupId]) =>
      serverFiles(
        { ...serverValues(settings, backupId), address, publicUrl: url, hosts, dataVolumeId },
        { passwordHash: adminHash(settings.users.adminPassword, dataVolumeId) },
      ),
    );
  const recipe = frozenRecipe(
    name,
    {
      imageId,
      keyPair: keypair.name,
      userData: files.apply((list) => renderUserData(firstBootFiles(list), serverSettings)),
      configDrive: serverSettings.configDrive,
      availabilityZone: serverSettings.availabilityZone,
    },
    serverSettings.generation,
  );
  const server = new HubServer(
    name,
    {
      name: names.server,
      flavorId: lookups.server.flavorId,
      recipe,
      portId: network.portId,
      volumeId,
      backupVolumeId,
      generation: serverSettings.generation,
      gateway: network.gateway,
    },
    opts,
  );
  const ready = wait.forHub ? waitForHub() : undefined;
  return stackOutputs({
    settings,
    address: network.address,
    url: web.url,
    dataVolumeId: volumeId,
    backupVolumeId,
    privateKey: keypair.privateKey,
    sshTarget: ready?.target,
    hub: ready?.hub,
  });

  function waitForHub() {
    const way = serverTarget(serverSettings, network.address, keypair.privateKey);
    const hostKey = sshReachable(
      name,
      {
        serverId: server.id,
        target: way,
        cloud: { cloud: cloud.name, region: cloud.region, stack: settings.stack },
        timeout: wait.sshTimeout,
      },
      { dependsOn: network.association },
    );
    const target = pulumi.all([way, hostKey]).apply(([unverified, key]) => ({ ...unverified, hostKey: key }));
    const hub = hubReady(
      name,
      {
        serverId: server.id,
        target,
        files,
        secrets: serverSecrets(settings),
        dataVolumeSize: settings.data.size,
        adminUser: settings.users.adminUser,
        adminPassword: settings.users.adminPassword,
        timeout: wait.installTimeout,
      },
      { dependsOn: server.attachments },
    );
    return { target, hub };
  }
}
