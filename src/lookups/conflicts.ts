import type { PhysicalNames } from "../names";
import type { CloudApi } from "./cloudApi";
import type { Findings } from "./findings";
import type { OwnResources } from "./own";

/** Looks for things that bear the stack's names and are not the stack's: another stack's, or left behind. */
export async function checkNames(
  names: PhysicalNames,
  api: CloudApi,
  own: OwnResources,
  findings: Findings,
): Promise<void> {
  if (!own.known) {
    return;
  }
  const advice = "Choose another name (pulumi config set name NAME), or delete it if nobody needs it";
  await findings.look("key pairs", async () => {
    const { keypairs } = (await api.get("compute", "/os-keypairs")) as { keypairs: { keypair: { name: string } }[] };
    const taken = keypairs.some(({ keypair }) => keypair.name === names.keypair);
    if (taken && own.count("compute/keypair:Keypair") === 0) {
      findings.problems.add(
        `There is a key pair "${names.keypair}" already, and Nova allows each name once for a user. ${advice}: openstack keypair delete ${names.keypair}`,
      );
    }
  });
  await findings.look("servers", async () => {
    const servers = await api.list("compute", "/servers", "servers");
    for (const { id } of servers.filter((server) => server.name === names.server && !own.has(server.id))) {
      findings.warnings.add(
        `There is another server "${names.server}" in the project (${id}). ${advice}: openstack server delete ${id}`,
      );
    }
  });
}
