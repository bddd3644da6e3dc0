import { authentication, PROVIDERS } from "./authentication";
import { backup } from "./backup";
import { bastion } from "./bastion";
import { cloud } from "./cloud";
import { data } from "./data";
import { distribution } from "./distribution";
import { health } from "./health";
import { limitSettings as limits } from "./limits";
import { installation } from "./installation";
import { material } from "./material";
import { monitoring } from "./monitoring";
import { network } from "./network";
import { pages } from "./pages";
import { server } from "./server";
import { python } from "./python";
import type { Group, Setting, Values } from "./setting";
import { updates } from "./updates";
import { users } from "./users";
import { wait } from "./wait";
import { web } from "./web";

/**
 * Every setting there is, in the order of the docs. The program's types, the checks, Pulumi.yaml's config and
 * docs/settings.md come from here; after a change `npm run settings` writes the two files.
 */
export const SCHEMA = {
  cloud,
  network,
  web,
  pages,
  server,
  bastion,
  data,
  backup,
  health,
  users,
  authentication,
  ...PROVIDERS,
  limits,
  material,
  monitoring,
  installation,
  distribution,
  updates,
  python,
  wait,
} satisfies Record<string, Group>;

/** What a stack file says, by group. */
export type SchemaValues = { readonly [G in keyof typeof SCHEMA]: Values<(typeof SCHEMA)[G]> };

export const GROUPS: readonly Group[] = Object.values(SCHEMA);
export const SETTINGS: readonly Setting<unknown>[] = GROUPS.flatMap(({ settings }) => Object.values(settings));
