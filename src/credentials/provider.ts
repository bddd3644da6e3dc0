import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { ResolvedCloud } from "./resolved";

/** The provider for the stack's cloud, by the name of its entry where that says everything, else by arguments. */
export function cloudProvider(name: string, cloud: ResolvedCloud): openstack.Provider {
  return new openstack.Provider(name, withSecrets(providerArguments(cloud, { environment: process.env })));
}

/** Whether a secret that stands in the environment is given all the same. */
export type SecretsFrom = { readonly environment: Readonly<Record<string, string | undefined>> } | "cloud";

/**
 * What the provider is given.
 *
 * A secret that stands in the environment is left there: the provider takes it from the same variable, none enters the state,
 * and a changed one counts from the next run on.
 */
export function providerArguments(cloud: ResolvedCloud, secrets: SecretsFrom): openstack.ProviderArgs {
  const { auth, region, interface: side, tls, endpointOverrides } = cloud;
  const beside: openstack.ProviderArgs = {
    region,
    endpointType: side === "public" ? undefined : side,
    endpointOverrides: Object.keys(endpointOverrides).length > 0 ? endpointOverrides : undefined,
    insecure: tls.verify ? undefined : true,
    // The provider wants two files, also where one holds both.
    ...(tls.cert !== undefined && { cert: tls.cert, key: tls.key }),
  };
  if (cloud.passedAs === "name") {
    return { cloud: cloud.name, ...beside };
  }
  const given = (value: string | undefined, variable: string) =>
    secrets !== "cloud" && secrets.environment[variable] === value ? undefined : value;
  return {
    ...beside,
    cacertFile: tls.cacert,
    authUrl: auth.auth_url,
    userName: auth.username,
    userId: auth.user_id,
    userDomainId: auth.user_domain_id,
    userDomainName: auth.user_domain_name,
    tenantId: auth.project_id,
    tenantName: auth.project_name,
    projectDomainId: auth.project_domain_id,
    projectDomainName: auth.project_domain_name,
    applicationCredentialId: auth.application_credential_id,
    applicationCredentialName: auth.application_credential_name,
    password: given(auth.password, "OS_PASSWORD"),
    token: given(auth.token, "OS_TOKEN"),
    applicationCredentialSecret: given(auth.application_credential_secret, "OS_APPLICATION_CREDENTIAL_SECRET"),
  };
}

/** Only `password` is a secret by itself. */
function withSecrets(args: openstack.ProviderArgs): openstack.ProviderArgs {
  const secret = (value: pulumi.Input<string> | undefined) => (value === undefined ? undefined : pulumi.secret(value));
  return { ...args, token: secret(args.token), applicationCredentialSecret: secret(args.applicationCredentialSecret) };
}
