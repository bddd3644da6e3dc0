/**
 * The rendered user data, unchanged, on one server in a systemd container: from scratch to a hub that people work in, what
 * holds them in, what changes do to it, and what it survives. One file, because the parts share that server, in this order.
 */
import { after, afterEach, before, describe } from "node:test";
import { collectLogs, down, prepare, start } from "./lib/machine";
import { userData } from "./lib/stack";
import { acme } from "./parts/acme";
import { admission } from "./parts/admission";
import { backup } from "./parts/backup";
import { certificate } from "./parts/certificate";
import { changes } from "./parts/changes";
import { closedNetwork } from "./parts/closedNetwork";
import { disk } from "./parts/disk";
import { disks } from "./parts/disks";
import { installation } from "./parts/installation";
import { ldap } from "./parts/ldap";
import { limits } from "./parts/limits";
import { pages } from "./parts/pages";
import { oauth } from "./parts/oauth";
import { oidc } from "./parts/oidc";
import { people } from "./parts/people";
import { protocols } from "./parts/protocols";
import { rebuild } from "./parts/rebuild";
import { settings } from "./parts/settings";
import { shares } from "./parts/shares";
import { survival } from "./parts/survival";
import { translation } from "./parts/translation";
import { upstream } from "./parts/upstream";

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
  describe("installation", installation);
  describe("protocols", protocols);
  describe("people", people);
  describe("limits", limits);
  describe("disk", disk);
  describe("admission", admission);
  describe("translation", translation);
  describe("pages", pages);
  describe("ldap", ldap);
  describe("shares", shares);
  describe("changes", changes);
  describe("settings", settings);
  describe("upstream", upstream);
  describe("certificate", certificate);
  describe("acme", acme);
  describe("oidc", oidc);
  describe("oauth", oauth);
  describe("backup", backup);
  describe("closedNetwork", closedNetwork);
  describe("survival", survival);
  describe("rebuild", rebuild);
  describe("disks", disks);
});
