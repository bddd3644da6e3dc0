"""status.py MEMORY_MIB [--json]: what runs in the sandbox, for `sandbox status`. MEMORY_MIB was measured outside."""

import json
import sys

import openstack
from services import alive

memory = int(sys.argv[1])
cloud = openstack.connect(cloud="sandbox-admin")
services = alive(cloud)
servers = [
    {
        "name": server.name,
        "status": server.status,
        "zone": server.availability_zone,
        "addresses": [address["addr"] for network in server.addresses.values() for address in network],
    }
    for server in cloud.compute.servers(all_projects=True)
]

if "--json" in sys.argv:
    print(json.dumps({"up": True, "memoryMiB": memory, "services": services, "servers": servers}))
else:
    down = [unit for unit, up in services.items() if not up]
    print(f"up, {memory} MiB in use")
    print(f"services: {len(services) - len(down)} up" + (f", down: {', '.join(down)}" if down else ""))
    for server in servers:
        print(f"server {server['name']}: {server['status']}, zone {server['zone']}, {' '.join(server['addresses'])}")
