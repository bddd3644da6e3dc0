"""What the stack wants of the distribution, as settings.json has it."""

import json
import platform
from dataclasses import dataclass
from typing import Any

from hubserver.paths import SETTINGS

# The least with which nbconvert makes a PDF; the test latexAndR makes one.
LATEX = (
    "pandoc",
    "texlive-fonts-recommended",
    "texlive-plain-generic",
    "texlive-xetex",
)
# Ubuntu has names of zones such as US/Eastern in a package of their own.
ZONES = {"debian": ("tzdata",), "ubuntu": ("tzdata", "tzdata-legacy")}
NO_LOCALE = "C.UTF-8"


@dataclass(frozen=True)
class Wanted:
    """By the settings' names."""

    aptPackages: tuple[str, ...]
    rPackages: tuple[str, ...]
    latex: bool
    locale: str
    # None: the image's.
    timezone: str | None

    def packages(self) -> set[str]:
        """The distribution's packages, R's own left out."""
        return {
            *self.aptPackages,
            *(LATEX if self.latex else ()),
            *(("locales",) if self.locale != NO_LOCALE else ()),
            *(ZONES[platform.freedesktop_os_release()["ID"]] if self.timezone else ()),
        }


def wanted() -> Wanted:
    """Raises OSError where `pulumi up` has not written the settings."""
    values: dict[str, Any] = json.loads(SETTINGS.read_text())["distribution"]
    return Wanted(
        tuple(values["aptPackages"]),
        tuple(values["rPackages"]),
        values["latex"],
        values["locale"],
        values.get("timezone"),
    )
