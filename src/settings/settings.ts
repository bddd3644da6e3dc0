import type { SshHost } from "./kinds/addresses";
import type { Provider } from "./schema/authentication";
import type { SchemaValues } from "./schema/schema";

export type { Address } from "./kinds/addresses";
export type { Interface } from "./schema/material";
export type { Language, Tls } from "./schema/web";

/** What a stack file says, checked and typed; src/settings/schema says what each setting is, and its unit. */
export interface Settings extends ProviderSettings {
  /** Entry of clouds.yaml; undefined: see src/credentials/choose.ts. */
  readonly cloud?: string;
  /** Region of that cloud; undefined: its first. */
  readonly region?: string;
  /** Name of the stack. */
  readonly stack: string;
  /** First part of every physical name. */
  readonly name: string;
  readonly network: NetworkSettings;
  readonly web: WebSettings;
  readonly pages: PageSettings;
  readonly server: ServerSettings;
  readonly data: DataSettings;
  /** undefined: nothing is backed up. */
  readonly backup?: BackupSettings;
  readonly health: HealthSettings;
  readonly users: UserSettings;
  readonly authentication: AuthenticationSettings;
  readonly limits: LimitSettings;
  readonly material: MaterialSettings;
  readonly monitoring: MonitoringSettings;
  readonly installation: InstallationSettings;
  readonly distribution: DistributionSettings;
  readonly updates: UpdateSettings;
  readonly python: PythonSettings;
  readonly wait: WaitSettings;
}

export type NetworkSettings = SchemaValues["network"];
export type WebSettings = SchemaValues["web"];
export type PageSettings = SchemaValues["pages"];
export type ServerSettings = SchemaValues["server"] & { readonly bastion?: Bastion };
export type DataSettings = SchemaValues["data"];
export type BackupSettings = SchemaValues["backup"] & { readonly repository: string };
export type HealthSettings = SchemaValues["health"];
export type UserSettings = SchemaValues["users"];
export type AuthenticationSettings = SchemaValues["authentication"];
export type ProviderSettings = Pick<SchemaValues, Provider>;
export type LimitSettings = SchemaValues["limits"];
export type MaterialSettings = SchemaValues["material"];
export type MonitoringSettings = SchemaValues["monitoring"];
export type InstallationSettings = SchemaValues["installation"];
export type DistributionSettings = SchemaValues["distribution"];
export type UpdateSettings = SchemaValues["updates"];
export type PythonSettings = SchemaValues["python"];
export type WaitSettings = SchemaValues["wait"];

/** A host through which SSH goes to the server. */
export interface Bastion extends SshHost {
  /** Secret; undefined: the SSH agent's. */
  readonly privateKey?: string;
  /** "ssh-ed25519 AAAA…" */
  readonly hostKey?: string;
}
