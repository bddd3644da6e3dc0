import { imageChoice } from "../settings/image";
import type { LimitSettings, ServerSettings } from "../settings/settings";
import type { CloudApi, Listed } from "./cloudApi";
import { findOne, suggestion } from "./find";
import type { Findings } from "./findings";
import { findImage } from "./image";

/** A flavor's size. */
export interface Flavor {
  readonly id: string;
  readonly name: string;
  readonly vcpus: number;
  /** MiB. */
  readonly ram: number;
  /** GiB; 0: the server would have to boot from a volume. */
  readonly disk: number;
}

/** The ids of what the server is made from, and its size. */
export interface ServerLookups {
  /** Empty where the image is to be uploaded. */
  readonly imageId: string;
  readonly flavorId: string;
  readonly flavor?: Flavor;
}

// What the hub itself and the system take. MiB.
const SYSTEM_RAM = 512;
const UNITS: Readonly<Record<string, number>> = { K: 2 ** -10, M: 1, G: 2 ** 10, T: 2 ** 20 };

/** Looks up image, flavor and availability zone; where one is missing its id is empty. */
export async function lookUpServer(
  settings: ServerSettings,
  limits: LimitSettings,
  api: CloudApi,
  findings: Findings,
): Promise<ServerLookups> {
  const [image, flavor] = await Promise.all([
    findings.look("images", () => findImage(imageChoice(settings.image), api, findings.problems)),
    findings.look("flavors", () => findFlavor(settings.flavor, api, findings)),
    settings.availabilityZone === undefined
      ? undefined
      : findings.look("availability zones", () => checkZone(settings.availabilityZone ?? "", api, findings)),
  ]);
  if (flavor !== undefined) {
    checkSize(flavor, image, limits, findings);
  }
  return { imageId: image?.id ?? "", flavorId: flavor?.id ?? "", flavor };
}

async function findFlavor(nameOrId: string, api: CloudApi, { problems }: Findings): Promise<Flavor | undefined> {
  const flavors = await api.list("compute", "/flavors/detail", "flavors");
  return findOne({ nameOrId, kind: "flavor", setting: "flavor" }, flavors, problems) as Flavor | undefined;
}

async function checkZone(zone: string, api: CloudApi, { problems }: Findings): Promise<void> {
  const { availabilityZoneInfo: zones } = (await api.get("compute", "/os-availability-zone")) as {
    availabilityZoneInfo: { zoneName: string; zoneState: { available: boolean } }[];
  };
  const found = zones.find(({ zoneName }) => zoneName === zone);
  if (found?.zoneState.available !== true) {
    const names = zones.filter(({ zoneState }) => zoneState.available).map(({ zoneName: name }) => ({ name }));
    problems.add(
      `There is no availability zone "${zone}" (setting availabilityZone) ${found === undefined ? "in this cloud" : "in service at the moment"}. ` +
        suggestion(zone, names),
    );
  }
}

function checkSize(
  flavor: Flavor,
  image: Listed | undefined,
  limits: LimitSettings,
  { problems, warnings }: Findings,
): void {
  const size = `Flavor ${flavor.name} has ${String(flavor.vcpus)} CPUs, ${gib(flavor.ram)} GB of RAM and ${String(flavor.disk)} GB of disk`;
  const [minRam, minDisk] = [Number(image?.min_ram ?? 0), Number(image?.min_disk ?? 0)];
  if (flavor.ram < minRam || (flavor.disk > 0 && flavor.disk < minDisk)) {
    problems.add(
      `${size}; image ${image?.name ?? ""} needs ${gib(minRam)} GB of RAM and ${String(minDisk)} GB of disk. Choose a larger flavor.`,
    );
  }
  if (flavor.disk === 0) {
    problems.add(
      `${size}, so a server of it has to boot from a volume, which this program does not do. Choose another flavor.`,
    );
  }
  const limit = mebibytes(limits.memoryLimit);
  if (limit > flavor.ram - SYSTEM_RAM) {
    warnings.add(
      `${size}: one user may fill it alone with userMemoryLimit ${limits.memoryLimit}. Lower the limit or take a larger flavor.`,
    );
  }
  if (limits.cpuLimit > flavor.vcpus) {
    warnings.add(`${size}: userCpuLimit ${String(limits.cpuLimit)} is no limit on it.`);
  }
}

/** How many users may fill their memory limit at the same time. */
export function usersAtOnce(flavor: Flavor, limits: LimitSettings): number {
  return Math.max(0, Math.floor((flavor.ram - SYSTEM_RAM) / mebibytes(limits.memoryLimit)));
}

function mebibytes(limit: string): number {
  const unit = UNITS[limit.slice(-1)];
  return unit === undefined ? Number(limit) / 2 ** 20 : Number(limit.slice(0, -1)) * unit;
}

function gib(mib: number): string {
  return String(Math.round((mib / 1024) * 10) / 10);
}
