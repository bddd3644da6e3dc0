"""Parts of these programs that come over SSH only, since user data has little room: a first boot is without them."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hubserver.phases import Phase, Waiting


def phase(name: str, module: str) -> Phase:
    """A phase that is the module's prepare(waiting), and does nothing as long as that module is not here."""

    def prepare(waiting: Waiting) -> None:
        call(module, "prepare", waiting)

    return Phase(name, prepare)


def call(module: str, function: str, *arguments: object, absent: Any = None) -> Any:
    """What that function answers; `absent` as long as its module is not here."""
    if not is_here(module):
        return absent
    action: Callable[..., Any] = getattr(import_module(module), function)
    return action(*arguments)


def is_here(module: str) -> bool:
    return _file(module) is not None


def text(module: str) -> str:
    """The module's program; "" as long as it is not here."""
    file = _file(module)
    return Path(file).read_text() if file else ""


def _file(module: str) -> str | None:
    package, _, _ = module.rpartition(".")
    if package != "hubserver" and not is_here(package):
        return None
    spec = find_spec(module)
    # A folder with nothing but bytecode, which an earlier release left, is found too, and has no origin.
    return spec and spec.origin
