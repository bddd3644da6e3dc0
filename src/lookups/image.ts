import type { Problems } from "../settings/problems";
import type { CloudApi, Listed } from "./cloudApi";
import { suggestion } from "./find";

/** The newest active image of this name, pattern (`*` and `?`) or id. */
export async function findImage(wanted: string, api: CloudApi, problems: Problems): Promise<Listed | undefined> {
  const images = await api.list("image", "/images?limit=200", "images");
  const pattern = new RegExp(
    `^${wanted
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
  );
  const found = images.filter(({ id, name }) => id === wanted || pattern.test(name));
  const newest = found
    .filter(({ status }) => status === "active")
    .sort((one, other) => String(other.created_at).localeCompare(String(one.created_at)))[0];
  if (newest === undefined) {
    problems.add(
      found[0] === undefined
        ? `There is no image "${wanted}" (setting image) in this cloud. ${suggestion(wanted, images)}`
        : `Image "${wanted}" (setting image) is ${String(found[0].status)}, not active. Wait until it is, or choose another.`,
    );
  }
  return newest;
}
