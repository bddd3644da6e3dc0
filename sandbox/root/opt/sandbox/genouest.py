"""What the project genouest sees, and nobody else: its network, its flavors, a small project's quotas."""

import openstack

FLAVORS = {
    # vCPUs, RAM in GB
    "m1.small": (1, 2),
    "m1.medium": (2, 4),
    "m1.large": (4, 8),
    "m1.xlarge": (8, 16),
    "m1.2xlarge": (8, 32),
    "m2.large": (2, 8),
    "m2.xlarge": (4, 16),
}
DISK = 20  # GB
# Enough for one m1.xlarge with a volume of 100 GB, and not for two.
COMPUTE_QUOTA = {"instances": 4, "cores": 12, "ram": 24576, "key_pairs": 5}
VOLUME_QUOTA = {"volumes": 4, "gigabytes": 150, "snapshots": 4}
NETWORK_QUOTA = {"floatingip": 0, "security_group": 5, "security_group_rule": 30, "port": 10}


def fill(cloud: openstack.connection.Connection) -> None:
    """Makes it all; run once."""
    project = cloud.identity.find_project("genouest", ignore_missing=False)
    for name, (vcpus, ram) in FLAVORS.items():
        flavor = cloud.compute.create_flavor(name=name, vcpus=vcpus, ram=ram * 1024, disk=DISK, is_public=False)
        cloud.compute.flavor_add_tenant_access(flavor, project.id)
        # Placement gives no server more than this machine has, and an emulated one is welcome to share.
        cloud.compute.create_flavor_extra_specs(flavor, {"resources:VCPU": "1", "resources:MEMORY_MB": "2048"})

    network = cloud.network.create_network(
        name="genouest-ext",
        provider_network_type="flat",
        provider_physical_network="genouest",
        mtu=1400,
    )
    cloud.network.create_subnet(
        name="genouest-v4",
        network_id=network.id,
        ip_version=4,
        cidr="192.168.100.0/23",
        gateway_ip="192.168.100.1",
        allocation_pools=[{"start": "192.168.100.20", "end": "192.168.101.250"}],
    )
    # To be seen and used by that project alone: a network shared with all would be everybody's second one.
    cloud.network.create_rbac_policy(
        object_type="network", object_id=network.id, action="access_as_shared", target_project_id=project.id
    )

    cloud.set_compute_quotas("genouest", **COMPUTE_QUOTA)
    cloud.set_volume_quotas("genouest", **VOLUME_QUOTA)
    cloud.set_network_quotas("genouest", **NETWORK_QUOTA)
