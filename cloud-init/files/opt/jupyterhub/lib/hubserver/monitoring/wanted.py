"""Whether the stack wants monitoring, and where its parts are."""

import json
from pathlib import Path

from hubserver.paths import HUB_SETTINGS, HUB_SOURCES, STATE, UNITS

# On the server's own disk: a full data volume must not end the figures that tell of it, nor may they take its room.
FOLDER = Path("/var/lib/hub-monitoring")
# By which Prometheus asks the hub, which makes it.
METRICS_TOKEN = STATE / "metrics-token"
# Prometheus's own, and what it is told by hub-metrics.
FIGURES, COLLECTED = FOLDER / "figures", FOLDER / "collected"
# Below 1024, where no user's process can listen: one that was first would be asked in Prometheus's place.
EXPORTER_PORT, PROMETHEUS_PORT = 908, 909

PROMETHEUS, EXPORTER = "prometheus.service", "prometheus-node-exporter.service"
RULES, COLLECTION, TIMER = "hub-monitoring.service", "hub-metrics.service", "hub-metrics.timer"
# What has to run, in the order of their start.
RUNNING = (RULES, EXPORTER, PROMETHEUS, TIMER)


def wanted() -> bool:
    """Not yet where the hub's page is not here: a baked image has these programs before `pulumi up` comes with it."""
    page = HUB_SOURCES / "monitoring.py"
    return json.loads(HUB_SETTINGS.read_text()).get("monitoring") is True and page.exists()


def drop_in(unit: str) -> Path:
    return UNITS / f"{unit}.d" / "jupyterhub.conf"
