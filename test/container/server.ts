import { after, afterEach, before, describe } from "node:test";
import { collectLogs, down, prepare, start } from "./lib/machine";
import { userData } from "./lib/stack";

/**
 * The rendered user data, unchanged, on one server in a systemd container: from scratch to a hub that people work in.
 *
 * @param parts suites by name, which share that server, in this order
 */
export function onServer(parts: Readonly<Record<string, () => void>>): void {
  describe("a server with the rendered user data", { timeout: 3_600_000 }, () => {
    let failed = false;

    before(async () => {
      await prepare(userData());
      await start();
    });
    afterEach(async (context) => {
      // The first failure explains those that follow from it.
      if (failed || !("passed" in context) || context.passed !== false) return;
      failed = true;
      console.error(await collectLogs());
    });
    after(down);

    // Each part is a suite, so that what it sets up for itself is gone before the server is.
    for (const [name, part] of Object.entries(parts)) describe(name, part);
  });
}
