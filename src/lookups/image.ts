import type { Problems } from "../settings/problems";
import type { ImageChoice } from "../settings/image";
import type { CloudApi, Listed } from "./cloudApi";
import { suggestion } from "./find";

/** The newest active image of this name, pattern or id; undefined also for one that is to be uploaded. */
export async function findImage(choice: ImageChoice, api: CloudApi, problems: Problems): Promise<Listed | undefined> {
  if (choice.kind === "file" || choice.kind === "url") {
    return undefined;
  }
  const images = await api.list("image", "/images?limit=200", "images");
  const [wanted, fits] = testOf(choice);
  const found = images.filter(fits);
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

function testOf(choice: Exclude<ImageChoice, { kind: "file" | "url" }>): [string, (image: Listed) => boolean] {
  switch (choice.kind) {
    case "id":
      return [choice.id, ({ id }) => id === choice.id];
    case "name":
      return [choice.name, ({ name }) => name === choice.name];
    case "pattern": {
      const escaped = choice.pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
      const pattern = new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`);
      return [choice.pattern, ({ name }) => pattern.test(name)];
    }
  }
}
