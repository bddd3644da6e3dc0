import type { Problems } from "../settings/problems";
import { unset } from "./choose";
import type { ResolvedCloud } from "./resolved";
import type { Surroundings } from "./surroundings";

/**
 * Notes variables that the provider would prefer to what the cloud says, or mix in. Those that say the same are let be.
 * Values are never shown: there are secrets among them.
 */
export function refuseStrayVariables(
  cloud: Omit<ResolvedCloud, "passedAs">,
  surroundings: Surroundings,
  problems: Problems,
): void {
  const { environment } = surroundings;
  const expected = expectedValues(cloud);
  const stray = Object.keys(expected).filter((name) => {
    const value = environment[name];
    return value !== undefined && value !== "" && !expected[name]?.includes(value);
  });
  if (stray.length > 0) {
    problems.add(
      `The environment says something else than cloud "${cloud.name}" in ${stray.join(", ")}, and the provider would mix both. ` +
        `Clear ${stray.length === 1 ? "it" : "them"} with: ${unset(stray, surroundings)}`,
    );
  }
}

/** Each variable that the provider reads, with the values that do no harm. */
function expectedValues({
  auth,
  region,
  interface: side,
  tls,
}: Omit<ResolvedCloud, "passedAs">): Record<string, string[]> {
  const only = (value: string | undefined) => (value === undefined ? [] : [value]);
  return {
    OS_AUTH_URL: only(auth.auth_url),
    OS_USERNAME: only(auth.username),
    OS_USER_ID: only(auth.user_id),
    OS_PASSWORD: only(auth.password),
    OS_TOKEN: only(auth.token),
    OS_AUTH_TOKEN: only(auth.token),
    OS_PROJECT_ID: only(auth.project_id),
    OS_TENANT_ID: only(auth.project_id),
    OS_PROJECT_NAME: only(auth.project_name),
    OS_TENANT_NAME: only(auth.project_name),
    OS_USER_DOMAIN_ID: only(auth.user_domain_id),
    OS_USER_DOMAIN_NAME: only(auth.user_domain_name),
    OS_PROJECT_DOMAIN_ID: only(auth.project_domain_id),
    OS_PROJECT_DOMAIN_NAME: only(auth.project_domain_name),
    OS_DOMAIN_ID: only(auth.user_domain_id),
    OS_DOMAIN_NAME: only(auth.user_domain_name),
    OS_APPLICATION_CREDENTIAL_ID: only(auth.application_credential_id),
    OS_APPLICATION_CREDENTIAL_NAME: only(auth.application_credential_name),
    OS_APPLICATION_CREDENTIAL_SECRET: only(auth.application_credential_secret),
    OS_SYSTEM_SCOPE: ["false"],
    OS_IDENTITY_API_VERSION: ["3"],
    OS_REGION_NAME: only(region),
    OS_ENDPOINT_TYPE: [side, `${side}URL`],
    OS_CACERT: only(tls.cacert),
    OS_CERT: only(tls.cert),
    OS_KEY: only(tls.key),
    OS_INSECURE: tls.verify ? ["false", "False", "0"] : ["true", "True", "1"],
    OS_SWAUTH: ["false", "False", "0"],
  };
}
