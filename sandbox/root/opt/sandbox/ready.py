"""ready.py SECONDS: ends when all of OpenStack's services are up; else fails and prints the units that are not."""

import logging
import subprocess
import sys
import time
from pathlib import Path

import keystoneauth1.exceptions
import openstack
from services import alive

# The unit behind each API's type in the catalogue.
APIS = {
    "identity": "keystone",
    "image": "glance-api",
    "placement": "placement-api",
    "compute": "nova-api",
    "network": "neutron-api",
    "volumev3": "cinder-api",
    "dns": "designate-api",
}
ERRORS = (keystoneauth1.exceptions.ClientException, openstack.exceptions.SDKException)


def missing_apis(cloud: openstack.connection.Connection) -> list[str]:
    """The units of the APIs that do not answer."""
    missing = []
    for kind, unit in APIS.items():
        try:
            answer = cloud.session.get("/", endpoint_filter={"service_type": kind}, raise_exc=False, timeout=10)
            answered = answer.status_code < 500
        except ERRORS:
            answered = False
        if not answered:
            missing.append(unit)
    return missing


def missing(cloud: openstack.connection.Connection) -> list[str]:
    """The units that are not up."""
    try:
        return missing_apis(cloud) or [unit for unit, up in alive(cloud).items() if not up]
    except ERRORS:
        # An API that answered and then did not: look again.
        return missing_apis(cloud) or ["keystone"]


def failed() -> list[str]:
    """The units that systemd gave up, most telling when something else waits for them."""
    shown = subprocess.run(
        ["systemctl", "list-units", "--state=failed", "--plain", "--no-legend"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [line.split()[0].removesuffix(".service") for line in shown.splitlines()]


# That Keystone does not answer yet is what this waits for.
logging.getLogger("keystoneauth").setLevel(logging.CRITICAL)
cloud = openstack.connect(cloud="sandbox-admin")
end = time.monotonic() + float(sys.argv[1])
while down := missing(cloud):
    if time.monotonic() > end:
        known = {*Path("/opt/sandbox/units-enabled").read_text().split(), "mariadb", "rabbitmq-server", "memcached"}
        print(*sorted((set(failed()) & known) | set(down)))
        sys.exit(1)
    time.sleep(1)
