"""The limits of groups and users in JupyterHub's terms."""

from hubserver.amounts import amount

# Disk limits are no business of a server's start: hubserver.quotas.
_TRAITS = {"memory": "mem_limit", "cpu": "cpu_limit"}


def traits(limits: dict[str, str | float]) -> dict[str, str | float]:
    """{"memory", "cpu"}, each optional, by the names of the spawner's traits."""
    return {
        trait: float(limits[kind]) if kind == "cpu" else limits[kind]
        for kind, trait in _TRAITS.items()
        if kind in limits
    }


def overrides(groups: dict[str, dict[str, str | float]]) -> dict[str, dict[str, object]]:
    """For Spawner.group_overrides, which applies them in the order of their keys: smallest limits first."""
    single = [
        (kind, value, group) for group, limits in groups.items() for kind, value in limits.items() if kind in _TRAITS
    ]
    ordered = sorted(single, key=lambda limit: amount(limit[1]))
    return {
        f"{place:06}": {"groups": [group], "spawner_override": traits({kind: value})}
        for place, (kind, value, group) in enumerate(ordered)
    }
