/** The same things by the cloud's APIs alone, each asked for as soon as what it needs is there. */
import { randomBytes, randomUUID } from "node:crypto";
import type { Rule } from "../src/network/rules";
import { Cloud, type Json, type Listed, type Service } from "../test/support/cloud";
import { timed } from "./timed";
import type { Times, Wanted } from "./wanted";

export async function measureApi(wanted: Wanted): Promise<Times> {
  const api = new Api(await Cloud.open());
  const name = `bench-${randomUUID().slice(0, 8)}`;
  const [up, made] = await timed(() => build(api, name, wanted));
  const [destroy] = await timed(() => takeDown(api, name, made));
  await api.remove("volume", `/volumes/${made.volume.id}`);
  return { up, destroy };
}

type Made = Awaited<ReturnType<typeof build>>;

async function build(api: Api, name: string, wanted: Wanted) {
  const external = api.find("network", "/networks", wanted.externalNetwork);
  const network = api.make("network", "/networks", "network", { name });
  const group = api.make("network", "/security-groups", "security_group", { name });
  const volume = api.make("volume", "/volumes", "volume", { name, size: wanted.volumeSize });
  const subnet = network.then(({ id }) =>
    api.make("network", "/subnets", "subnet", { name, network_id: id, ip_version: 4, cidr: wanted.cidr }),
  );
  const router = external.then(({ id }) =>
    api.make("network", "/routers", "router", { name, external_gateway_info: { network_id: id } }),
  );
  const gateway = Promise.all([router, subnet]).then(([{ id }, { id: subnet_id }]) =>
    api.cloud.must("network", "PUT", `/routers/${id}/add_router_interface`, { subnet_id }),
  );
  const port = Promise.all([network, subnet, group]).then(([{ id }, { id: subnet_id }, { id: groupId }]) =>
    api.make("network", "/ports", "port", {
      name,
      network_id: id,
      fixed_ips: [{ subnet_id }],
      security_groups: [groupId],
    }),
  );
  const floating = external.then(({ id }) =>
    api.make("network", "/floatingips", "floatingip", { floating_network_id: id }),
  );
  const association = Promise.all([floating, port, gateway]).then(([{ id }, { id: port_id }]) =>
    api.cloud.must("network", "PUT", `/floatingips/${id}`, { floatingip: { port_id } }),
  );
  const server = bootServer(api, name, wanted, Promise.all([port, floating, gateway]));
  const attachment = Promise.all([server, volume]).then(async ([{ id }, { id: volumeId }]) => {
    await api.status("volume", `/volumes/${volumeId}`, "available");
    await api.cloud.must("compute", "POST", `/servers/${id}/os-volume_attachments`, { volumeAttachment: { volumeId } });
    await api.status("volume", `/volumes/${volumeId}`, "in-use");
  });
  const rules = group.then(({ id }) => Promise.all(wanted.rules.map((rule) => addRule(api, id, rule))));
  await Promise.all([association, attachment, rules]);
  return {
    server: await server,
    port: await port,
    floating: await floating,
    router: await router,
    subnet: await subnet,
    network: await network,
    group: await group,
    volume: await volume,
  };
}

/** @param before its port, and what the program has there before it, too */
async function bootServer(api: Api, name: string, wanted: Wanted, before: Promise<[Listed, ...unknown[]]>) {
  const [image, flavor, , [port]] = await Promise.all([
    api.find("image", "/images", wanted.image),
    api.find("compute", "/flavors", wanted.flavor),
    api.make("compute", "/os-keypairs", "keypair", { name }),
    before,
  ]);
  const server = await api.make("compute", "/servers", "server", {
    name,
    imageRef: image.id,
    flavorRef: flavor.id,
    key_name: name,
    availability_zone: wanted.availabilityZone,
    user_data: randomBytes(wanted.userDataBytes).toString("base64"),
    config_drive: true,
    networks: [{ port: port.id }],
  });
  await api.status("compute", `/servers/${server.id}`, "ACTIVE");
  return server;
}

function addRule(api: Api, group: string, { ethertype, port, cidr }: Rule): Promise<Listed> {
  return api.make("network", "/security-group-rules", "security_group_rule", {
    security_group_id: group,
    direction: "ingress",
    ethertype,
    protocol: "tcp",
    port_range_min: port,
    port_range_max: port,
    remote_ip_prefix: cidr,
  });
}

async function takeDown(api: Api, name: string, made: Made): Promise<void> {
  const { server, port, floating, router, subnet, network, group, volume } = made;
  const serverGone = api.remove("compute", `/servers/${server.id}`);
  const portGone = serverGone.then(() => api.remove("network", `/ports/${port.id}`));
  const gatewayGone = api
    .remove("network", `/floatingips/${floating.id}`)
    .then(() =>
      api.cloud.must("network", "PUT", `/routers/${router.id}/remove_router_interface`, { subnet_id: subnet.id }),
    );
  await Promise.all([
    serverGone.then(() => api.cloud.must("compute", "DELETE", `/os-keypairs/${name}`)),
    serverGone.then(() => api.status("volume", `/volumes/${volume.id}`, "available")),
    portGone.then(() => api.remove("network", `/security-groups/${group.id}`)),
    gatewayGone.then(() => api.remove("network", `/routers/${router.id}`)),
    Promise.all([portGone, gatewayGone]).then(() => api.remove("network", `/networks/${network.id}`)),
  ]);
}

/** The few shapes that all services' requests have. */
class Api {
  constructor(readonly cloud: Cloud) {}

  async make(service: Service, path: string, kind: string, body: Json): Promise<Listed> {
    const made = (await this.cloud.must<Record<string, Listed>>(service, "POST", path, { [kind]: body }))[kind];
    if (!made) throw new Error(`POST ${path} answered without a ${kind}`);
    return made;
  }

  async find(service: Service, path: string, name: string): Promise<Listed> {
    const found = (await this.cloud.list(service, path)).find((item) => item.name === name);
    if (!found) throw new Error(`${service}: there is no ${name}`);
    return found;
  }

  async status(service: Service, path: string, wanted: string): Promise<void> {
    await this.cloud.until<Record<string, { status: string }>>(service, path, ({ body }) =>
      Object.values(body).some(({ status }) => status === wanted),
    );
  }

  async remove(service: Service, path: string): Promise<void> {
    await this.cloud.must(service, "DELETE", path);
    await this.cloud.until(service, path, ({ status }) => status === 404);
  }
}
