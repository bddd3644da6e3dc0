"""The phases in their order. Those of BAKED need no server's identity, so that an image can be made with them done."""

from hubserver import (
    accounts,
    data_volume,
    environments,
    firewall,
    health,
    hub,
    later,
    package_sources,
    packages,
    quotas,
    tokens,
    uv,
    web,
)
from hubserver.phases import Phase

BAKED = (
    Phase("packages", packages.install, packages.inputs),
    Phase("uv", uv.install, uv.inputs),
    Phase("hub-environment", environments.install_hub, environments.hub_inputs),
    Phase("user-environment", environments.install_user, environments.user_inputs),
)
# The volume may be attached long after the boot: it is waited for when all the rest is there.
ALL = (
    Phase("package-sources", package_sources.prepare),
    *BAKED,
    Phase("firewall", firewall.apply),
    Phase("data-volume", data_volume.prepare),
    Phase("accounts", accounts.prepare),
    Phase("tokens", tokens.make),
    Phase("hub", hub.start),
    Phase("web", web.serve),
    Phase("health", health.await_health),
    # By the groups that the running hub knows.
    Phase("quotas", quotas.apply),
    # Last: where one of these fails, the hub works all the same.
    later.phase("updates", "hubserver.updates.preparation"),
    later.phase("deep-check", "hubserver.deep_check.preparation"),
    later.phase("backup", "hubserver.backup.preparation"),
    later.phase("monitoring", "hubserver.monitoring.preparation"),
    later.phase("folders", "hubserver.folders.preparation"),
    later.phase("distribution", "hubserver.distribution.preparation"),
    later.phase("python", "hubserver.python.preparation"),
)
