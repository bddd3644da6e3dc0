"""Collects the product's figures for the node exporter, which hands them to Prometheus."""

import traceback

from hubserver import files
from hubserver.monitoring import state, users
from hubserver.monitoring.exposition import Sample, text
from hubserver.monitoring.wanted import COLLECTED

SOURCES = (users.servers, users.disks, state.certificates, state.backups, state.status)


def collect() -> bool:
    """Writes what there is, and answers whether that is all: what cannot be had must not hide the rest."""
    samples: list[Sample] = []
    complete = True
    for source in SOURCES:
        try:
            samples += source()
        except Exception:
            traceback.print_exc()
            complete = False
    files.write(COLLECTED / "hub.prom", text(samples))
    return complete
