import { IDLE_SERVERS, OLD_SERVERS } from "./culling";
import { MIRRORS, PROXY_AND_INDEX } from "./installation";
import { LIMITS, LIMITS_GONE, MAX_SERVERS, SPAWN_TIMEOUT } from "./limits";
import {
  ADMINISTRATOR,
  ADMINISTRATOR_OF_BEFORE,
  ADMINISTRATORS,
  ALLOWED,
  BANNED,
  EVERYBODY_ALLOWED,
  OFF_THE_LISTS,
} from "./people";
import { TOLD } from "./pages";
import type { Row } from "./row";
import { certificate, INTERNAL, LANGUAGE, NAME_AND_ADDRESS } from "./web";

/** Rows that come with one `pulumi up`, because the docs say that the same restarts for each. */
export interface Round {
  readonly rows: readonly Row[];
  /** Nobody comes by the server's own address then, so the next round sees to the kernel. */
  readonly elsewhere?: true;
  /** They are about stopping servers that are in use. */
  readonly endsServers?: true;
}

/**
 * The docs' effects, setting by setting: a round's lines stay in the stack file until another round has others. What restarts
 * is not said here: it is what the schema says, from which the docs come.
 */
export const rounds = (): Round[] => [
  { rows: LIMITS },
  { rows: [LIMITS_GONE, ADMINISTRATORS, BANNED, MAX_SERVERS] },
  { rows: [MIRRORS, TOLD] },
  { rows: [OFF_THE_LISTS, ALLOWED, PROXY_AND_INDEX, LANGUAGE] },
  { rows: [NAME_AND_ADDRESS], elsewhere: true },
  { rows: [certificate()], elsewhere: true },
  { rows: [INTERNAL] },
  { rows: [EVERYBODY_ALLOWED, ADMINISTRATOR] },
  { rows: [ADMINISTRATOR_OF_BEFORE, IDLE_SERVERS] },
  { rows: [OLD_SERVERS, SPAWN_TIMEOUT], endsServers: true },
];
