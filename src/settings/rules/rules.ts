import { setCommand } from "../commands";
import { authenticationConflicts } from "./authentication";
import { acmeConflicts } from "./acme";
import { backupConflicts } from "./backup";
import type { Conflict, ReadValues } from "./conflict";
import { distributionConflicts } from "./distribution";
import { folderConflicts } from "./folders";
import { limitConflicts } from "./limits";
import { pageConflicts } from "./pages";
import { peopleConflicts } from "./people";
import { updateConflicts } from "./updates";
import { pythonConflicts } from "./python";
import { webConflicts } from "./web";
import { SCHEMA } from "../schema/schema";

/**
 * What is wrong between settings that are right by themselves.
 *
 * @param given whether the stack file says something else of a setting than its default
 */
export function conflicts(values: ReadValues, given: (key: string) => boolean): Conflict[] {
  return [
    ...sshAccess(values),
    ...webConflicts(values, given),
    ...limitConflicts(values, given),
    ...authenticationConflicts(values, given),
    ...acmeConflicts(values, given),
    ...backupConflicts(values, given),
    ...distributionConflicts(values, given),
    ...peopleConflicts(values),
    ...pageConflicts(values, given),
    ...updateConflicts(values),
    ...folderConflicts(values),
    ...pythonConflicts(values, given),
    ...inVain(given),
  ];
}

function sshAccess({ network, wait }: ReadValues): Conflict[] {
  if (network.sshCidrs?.length !== 0 || wait.forHub === false) {
    return [];
  }
  const setting = SCHEMA.network.settings.sshCidrs;
  const problem =
    "is empty, so nobody could reach the server by SSH, this machine neither. Give the ranges of your network with: " +
    `${setCommand(setting)} (0.0.0.0/0 is everybody), or set waitForHub to false.`;
  return [{ key: setting.key, problem }];
}

/** Settings that would do nothing: without the other, or beside it. */
function inVain(given: (key: string) => boolean): Conflict[] {
  const { network, server, bastion, installation } = SCHEMA;
  const without = [
    [server.settings.sshPrivateKey, server.settings.sshPublicKey],
    [bastion.settings.privateKey, bastion.settings.jump],
    [bastion.settings.hostKey, bastion.settings.jump],
    [installation.settings.noProxy, installation.settings.httpProxy],
    [installation.settings.aptSecurityMirror, installation.settings.aptMirror],
  ] as const;
  const beside = [network.settings.subnetCidr, network.settings.dnsServers];
  return [
    ...without
      .filter(([{ key }, other]) => given(key) && !given(other.key))
      .map(([{ key }, other]) => ({
        key,
        problem: `is set and ${other.key} is not. Set both, or neither: ${setCommand(other)}`,
      })),
    ...beside
      .filter(({ key }) => given(key) && given("network"))
      .map(({ key }) => ({
        key,
        problem: `is for a network that is made, and the setting network names an existing one. Remove one of the two.`,
      })),
  ];
}
