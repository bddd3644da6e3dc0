"""The limits of groups and users in JupyterHub's terms."""

_FACTORS = {"K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}


def traits(limits: dict[str, str | float]) -> dict[str, str | float]:
    """{"memory", "cpu"}, each optional, by the names of the spawner's traits."""
    names = {"memory": "mem_limit", "cpu": "cpu_limit"}
    return {names[kind]: float(value) if kind == "cpu" else value for kind, value in limits.items()}


def overrides(groups: dict[str, dict[str, str | float]]) -> dict[str, dict[str, object]]:
    """For Spawner.group_overrides, which applies them in the order of their keys: smallest limits first."""
    single = [(kind, value, group) for group, limits in groups.items() for kind, value in limits.items()]
    ordered = sorted(single, key=lambda limit: _amount(limit[1]))
    return {
        f"{place:06}": {"groups": [group], "spawner_override": traits({kind: value})}
        for place, (kind, value, group) in enumerate(ordered)
    }


def _amount(value: str | float) -> float:
    if isinstance(value, str) and value[-1] in _FACTORS:
        return float(value[:-1]) * _FACTORS[value[-1]]
    return float(value)
