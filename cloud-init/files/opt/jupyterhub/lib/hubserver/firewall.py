"""Keeps the hub's users from the cloud's metadata service, which shows the server's user data to all who ask."""

from hubserver import units
from hubserver.paths import PRODUCT, UNITS

UNIT = "hub-firewall.service"


def apply(_waiting: object) -> None:
    units.ensure_running(UNIT, (PRODUCT / "metadata.nft").read_text() + (UNITS / UNIT).read_text())
