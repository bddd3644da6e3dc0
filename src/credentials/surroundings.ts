import { homedir, userInfo } from "node:os";

/** What the search for credentials depends on besides the stack; given, so that a test can put another in its place. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** As `~` is understood by the openstack client: $HOME. */
  readonly home: string;
  /** As the provider understands it: the home folder of the account, whatever $HOME says. */
  readonly accountHome: string;
  readonly platform: NodeJS.Platform;
}

/** Those of this process. Pulumi runs program and plugins in the project's folder. */
export function ownSurroundings(): Surroundings {
  return {
    environment: process.env,
    cwd: process.cwd(),
    home: homedir(),
    accountHome: userInfo().homedir,
    platform: process.platform,
  };
}
