"""Amounts of memory and disk as the settings have them."""

_FACTORS = {"K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}


def amount(value: str | float) -> float:
    """Bytes of a text such as "2G"; any other number is itself."""
    if isinstance(value, str) and value[-1] in _FACTORS:
        return float(value[:-1]) * _FACTORS[value[-1]]
    return float(value)
