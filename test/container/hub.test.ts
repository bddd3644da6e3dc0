/** What holds a hub's users in, what changes do to it, and what it survives. */
import { acme } from "./parts/acme";
import { admission } from "./parts/admission";
import { backup } from "./parts/backup";
import { certificate } from "./parts/certificate";
import { changes } from "./parts/changes";
import { crowd } from "./parts/crowd";
import { disk } from "./parts/disk";
import { disks } from "./parts/disks";
import { installation } from "./parts/installation";
import { ldap } from "./parts/ldap";
import { limits } from "./parts/limits";
import { oidc } from "./parts/oidc";
import { packages } from "./parts/packages";
import { pages } from "./parts/pages";
import { people } from "./parts/people";
import { protocols } from "./parts/protocols";
import { settings } from "./parts/settings";
import { shares } from "./parts/shares";
import { survival } from "./parts/survival";
import { translation } from "./parts/translation";
import { upstream } from "./parts/upstream";
import { onServer } from "./server";

onServer({
  installation,
  protocols,
  people,
  limits,
  disk,
  admission,
  translation,
  pages,
  ldap,
  shares,
  crowd: () => {
    crowd(7);
  },
  packages,
  changes,
  settings,
  upstream,
  certificate,
  acme,
  oidc,
  backup: () => {
    backup("SFTP");
  },
  survival,
  disks,
});
