"""What runs in the cloud, by the units' names; shared by ready.py and status.py."""

import subprocess
from datetime import UTC, datetime

import openstack

# What no API knows.
OUTSIDE = ("genouest-bastion", "genouest-proxy", "named")
# What an API calls an agent: its unit.
AGENTS = {
    ("Linux bridge agent", "sandbox"): "neutron-linuxbridge-agent",
    ("Linux bridge agent", "fake"): "neutron-fake-host",
    ("L3 agent", "sandbox"): "neutron-l3-agent",
    ("DHCP agent", "sandbox"): "neutron-dhcp-agent",
    ("Metadata agent", "sandbox"): "neutron-metadata-agent",
}
WORKERS = {
    ("nova-conductor", "sandbox"): "nova-conductor",
    ("nova-scheduler", "sandbox"): "nova-scheduler",
    ("nova-compute", "sandbox"): "nova-compute",
    ("nova-compute", "fake"): "nova-compute-fake",
    ("cinder-scheduler", "sandbox"): "cinder-scheduler",
    ("cinder-volume", "sandbox"): "cinder-volume",
}
# Designate's, by its own names for them.
DNS = {name: f"designate-{name}" for name in ("central", "mdns", "producer", "worker")}


def booted() -> datetime:
    """When this container started."""
    shown = subprocess.run(
        ["systemctl", "show", "--timestamp=unix", "--value", "--property=UserspaceTimestamp"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return datetime.fromtimestamp(int(shown.strip().lstrip("@")), UTC)


def alive(cloud: openstack.connection.Connection) -> dict[str, bool]:
    """For each unit, whether it runs; of those that report to an API, whether they did since the container started.

    The APIs' own "up" is not enough: it still holds for a minute after a restart, whether or not the service is there.
    """
    since = booted()

    def recent(stamp: str | None) -> bool:
        if not stamp:
            return False
        when = datetime.fromisoformat(stamp)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)) >= since

    units = dict.fromkeys([*WORKERS.values(), *AGENTS.values(), *DNS.values()], False)
    reports = [(s.binary, s.host, s.state, s.updated_at) for s in cloud.compute.services()]
    # Debian's SDK knows no services of block storage.
    volume_services = cloud.block_storage.get("/os-services").json()["services"]
    reports += [(s["binary"], s["host"].split("@")[0], s["state"], s["updated_at"]) for s in volume_services]
    for binary, host, state, stamp in reports:
        if unit := WORKERS.get((binary, host)):
            units[unit] = state == "up" and recent(stamp)
    for agent in cloud.network.agents():
        if unit := AGENTS.get((agent.agent_type, agent.host)):
            units[unit] = bool(agent.is_alive) and recent(agent.last_heartbeat_at)
    statuses = cloud.session.get("/v2/service_statuses", endpoint_filter={"service_type": "dns"}).json()
    for report in statuses["service_statuses"]:
        if unit := DNS.get(report["service_name"]):
            units[unit] = report["status"] == "UP" and recent(report["heartbeated_at"])
    for unit in OUTSIDE:
        units[unit] = subprocess.run(["systemctl", "is-active", "--quiet", unit], check=False).returncode == 0
    return units
