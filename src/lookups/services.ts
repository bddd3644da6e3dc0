import { SERVICE_TYPES, type ServiceName } from "../credentials/catalogue";
import type { CloudApi } from "./cloudApi";
import type { Findings } from "./findings";

const PURPOSE: Readonly<Partial<Record<ServiceName, string>>> = {
  compute: "servers (Nova)",
  network: "networks (Neutron)",
  image: "images (Glance)",
  volume: "volumes (Cinder)",
};

/** Checks the catalogue: Identity v3 promises nothing about the other services. */
export async function checkServices(api: CloudApi, findings: Findings): Promise<boolean> {
  const { problems } = findings;
  const { region, regions } = api;
  if (region !== undefined && !regions.includes(region)) {
    problems.add(
      `The cloud has no region "${region}". It has: ${regions.join(", ")}; capitals count. Correct region_name in its entry, or the setting region.`,
    );
    return false;
  }
  if (region === undefined && regions.length > 1) {
    problems.add(
      `The cloud has several regions: ${regions.join(", ")}. Choose one with: pulumi config set region NAME, or region_name in its entry.`,
    );
    return false;
  }
  for (const [name, purpose] of Object.entries(PURPOSE) as [ServiceName, string][]) {
    const service = api.service(name);
    if (service === undefined) {
      problems.add(
        `The cloud's catalogue offers no ${purpose}${region === undefined ? "" : ` in region ${region}`}. A hub needs them.`,
      );
    } else if (service.type !== SERVICE_TYPES[name][0]) {
      problems.add(
        `The catalogue lists ${purpose} as "${service.type}" only, and the provider looks for "${SERVICE_TYPES[name][0]}". ` +
          "Ask the cloud's people to list it under that type too (Block Storage v3).",
      );
    }
  }
  if (/\/v2(\/|$)/.test(api.service("compute")?.url ?? "")) {
    findings.warnings.add(
      "The catalogue lists Nova 2.0, which has no microversions. The hub works; tags of servers and resizing volumes in use do not.",
    );
  }
  await findings.look("the versions of Glance", () => checkGlance(api, findings));
  return true;
}

async function checkGlance(api: CloudApi, { problems }: Findings): Promise<void> {
  const service = api.service("image");
  if (service === undefined) {
    return;
  }
  const root = service.url.replace(/\/v\d.*$/, "/");
  const { body } = await api.session.client.ask("GET", root);
  const { versions } = (body ?? {}) as { versions?: { id: string }[] };
  if (versions !== undefined && !versions.some(({ id }) => id.startsWith("v2"))) {
    problems.add(
      `Glance at ${root} offers ${versions.map(({ id }) => id).join(", ")} only; the provider needs v2. Ask the cloud's people about an upgrade.`,
    );
  }
}
