"""Fills the new cloud: availability zones, name server, network, flavors, placeholder image, quotas; and genouest."""

import io
import subprocess

import genouest
import openstack

# Availability zone: its compute's host. "nova" is GenOuest's, as of most clouds.
ZONES = {"fake": "fake", "nova": "sandbox"}
FLAVORS = {
    # vCPUs, RAM in MB, disk in GB
    "m1.tiny": (1, 512, 3),
    "m1.hub": (2, 3072, 10),
}
COMPUTE_QUOTA = {"instances": 10, "cores": 20, "ram": 51200, "key_pairs": 20}
VOLUME_QUOTA = {"volumes": 10, "gigabytes": 200, "snapshots": 10}
NETWORK_QUOTA = {
    "floatingip": 10,
    "security_group": 20,
    "security_group_rule": 100,
    "port": 50,
    "network": 10,
    "subnet": 10,
    "router": 10,
}

cloud = openstack.connect(cloud="sandbox-admin")

subprocess.run(["runuser", "-u", "nova", "--", "nova-manage", "cell_v2", "discover_hosts"], check=True)
for zone, host in ZONES.items():
    aggregate = cloud.compute.create_aggregate(name=zone, availability_zone=zone)
    cloud.compute.add_host_to_aggregate(aggregate, host)

subprocess.run(["runuser", "-u", "designate", "--", "designate-manage", "pool", "update"], check=True)

external = cloud.network.create_network(
    name="external",
    is_router_external=True,
    is_shared=False,
    provider_network_type="flat",
    provider_physical_network="external",
    mtu=1400,
)
cloud.network.create_subnet(
    name="external",
    network_id=external.id,
    ip_version=4,
    cidr="198.51.100.0/24",
    gateway_ip="198.51.100.1",
    enable_dhcp=False,
    allocation_pools=[{"start": "198.51.100.50", "end": "198.51.100.200"}],
)

for name, (vcpus, ram, disk) in FLAVORS.items():
    cloud.compute.create_flavor(name=name, vcpus=vcpus, ram=ram, disk=disk)

image = cloud.image.create_image(name="fake", disk_format="raw", container_format="bare", visibility="public")
cloud.image.put(
    f"/images/{image.id}/file", data=io.BytesIO(bytes(1 << 20)), headers={"Content-Type": "application/octet-stream"}
).raise_for_status()

cloud.block_storage.create_type(name="file", extra_specs={"volume_backend_name": "file"})

cloud.set_compute_quotas("demo", **COMPUTE_QUOTA)
cloud.set_volume_quotas("demo", **VOLUME_QUOTA)
cloud.set_network_quotas("demo", **NETWORK_QUOTA)

genouest.fill(cloud)
