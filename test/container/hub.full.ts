/** What takes too long for each change: a whole class at once, another server for the same volume, networks without a way out. */
import { backup } from "./parts/backup";
import { closedNetwork } from "./parts/closedNetwork";
import { crowd } from "./parts/crowd";
import { environments } from "./parts/environments";
import { installation } from "./parts/installation";
import { latexAndR } from "./parts/latexAndR";
import { oauth } from "./parts/oauth";
import { people } from "./parts/people";
import { rebuild } from "./parts/rebuild";
import { upgrade } from "./parts/upgrade";
import { upgradeFromRelease } from "./parts/upgradeFromRelease";
import { onServer } from "./server";

onServer({
  installation,
  people,
  crowd: () => {
    crowd(30);
  },
  environments,
  oauth,
  backup: () => {
    backup("SFTP", "S3");
  },
  latexAndR,
  upgrade: () => {
    upgrade("all");
  },
  closedNetwork,
  rebuild,
  upgradeFromRelease,
});
