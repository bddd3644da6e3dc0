"""Figures in Prometheus's text format."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sample:
    name: str
    value: float
    labels: dict[str, str] = field(default_factory=dict)


def text(samples: Iterable[Sample]) -> str:
    """One line for each; those of one name stand together, as the format wants it."""
    return "".join(map(_line, sorted(samples, key=lambda sample: (sample.name, sorted(sample.labels.items())))))


def _line(sample: Sample) -> str:
    labels = ",".join(f'{name}="{_escaped(value)}"' for name, value in sample.labels.items())
    return f"{sample.name}{{{labels}}} {sample.value:.15g}\n"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
