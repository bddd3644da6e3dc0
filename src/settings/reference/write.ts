import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { referenceFiles } from "./files";

void (async () => {
  for (const { path, text } of await referenceFiles(resolve(__dirname, "../../.."))) {
    writeFileSync(path, text);
  }
})();
