import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkStack, type Checked } from "../../src/check/check";
import { OwnResources } from "../../src/lookups/own";
import { FAKE } from "../support/sandbox";
import { sourceOf } from "../unit/defaults";

type Own = { type: string; id: string }[];

/** Checks a stack on the sandbox: settings as FAKE has them, with changes; `own` is what it has made before. */
export function checkSettings(
  changes: Record<string, unknown> = {},
  own: Own = [],
  cloudsFile?: string,
): Promise<Checked> {
  const folder = mkdtempSync(join(tmpdir(), "check-"));
  const file = cloudsFile ?? process.env.OS_CLIENT_CONFIG_FILE ?? "";
  return checkStack(sourceOf({ adminPassword: "correct horse battery", ...FAKE, ...changes }), {
    own: () => Promise.resolve(new OwnResources(own)),
    surroundings: {
      environment: { OS_CLIENT_CONFIG_FILE: file },
      cwd: folder,
      home: folder,
      accountHome: folder,
      platform: process.platform,
    },
  });
}

/** A clouds.yaml whose entry "sandbox" is the sandbox's ordinary user, with another auth_url. */
export function cloudsFileAt(authUrl: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "clouds-")), "clouds.yaml");
  const domains = { user_domain_name: "Default", project_domain_name: "Default" };
  const auth = { auth_url: authUrl, username: "demo", password: "demo", project_name: "demo", ...domains };
  writeFileSync(file, JSON.stringify({ clouds: { sandbox: { auth, region_name: "RegionOne" } } }));
  return file;
}
