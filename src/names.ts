import type { Settings } from "./settings/settings";

/** Logical names begin with this and carry no stack name, so that a state can be moved between stacks. */
export const LOGICAL = "hub";

/** The names that things bear in the cloud. This is the only place that makes them up. */
export interface PhysicalNames {
  readonly server: string;
  readonly keypair: string;
  readonly securityGroup: string;
  readonly network: string;
  readonly subnet: string;
  readonly router: string;
  readonly port: string;
  readonly dataVolume: string;
  readonly backupVolume: string;
  readonly image: string;
}

export function physicalNames({ name }: Pick<Settings, "name">): PhysicalNames {
  return {
    server: name,
    keypair: name,
    securityGroup: name,
    network: name,
    subnet: name,
    router: name,
    port: name,
    dataVolume: `${name}-data`,
    backupVolume: `${name}-backup`,
    image: name,
  };
}
