/** What holds a hub's users in, what changes do to it, and what it survives. */
import { about } from "./parts/about";
import { acme } from "./parts/acme";
import { admission } from "./parts/admission";
import { backup } from "./parts/backup";
import { certificate } from "./parts/certificate";
import { changes } from "./parts/changes";
import { crowd } from "./parts/crowd";
import { disk } from "./parts/disk";
import { disks } from "./parts/disks";
import { distribution } from "./parts/distribution";
import { folders } from "./parts/folders";
import { installation } from "./parts/installation";
import { ldap } from "./parts/ldap";
import { limits } from "./parts/limits";
import { monitoring } from "./parts/monitoring";
import { oidc } from "./parts/oidc";
import { packages } from "./parts/packages";
import { pages } from "./parts/pages";
import { people } from "./parts/people";
import { protocols } from "./parts/protocols";
import { repositories } from "./parts/repositories";
import { settings } from "./parts/settings";
import { shares } from "./parts/shares";
import { smoke } from "./parts/smoke";
import { survival } from "./parts/survival";
import { translation } from "./parts/translation";
import { upgrade } from "./parts/upgrade";
import { updates } from "./parts/updates";
import { upstream } from "./parts/upstream";
import { onServer } from "./server";

onServer({
  installation,
  protocols,
  people,
  limits,
  disk,
  admission,
  folders,
  repositories,
  translation,
  pages,
  about,
  ldap,
  shares,
  crowd: () => {
    crowd(7);
  },
  smoke,
  packages,
  changes,
  upgrade: () => {
    upgrade("without a start");
  },
  settings,
  distribution,
  upstream,
  certificate,
  acme,
  oidc,
  monitoring,
  backup: () => {
    backup("SFTP");
  },
  updates,
  survival,
  disks,
});
