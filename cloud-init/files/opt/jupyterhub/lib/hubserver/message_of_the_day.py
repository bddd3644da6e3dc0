"""The line that people see when they log in by SSH to a server whose installation failed."""

from pathlib import Path

from hubserver import files

MESSAGE_OF_THE_DAY = Path("/etc/motd")
START = "The installation of JupyterHub failed: "


def put(reason: str) -> None:
    _write([f"{START}{reason}"])


def remove() -> None:
    _write([])


def _write(lines: list[str]) -> None:
    present = MESSAGE_OF_THE_DAY.read_text().splitlines() if MESSAGE_OF_THE_DAY.exists() else []
    others = [line for line in present if not line.startswith(START)]
    files.write_if_changed(MESSAGE_OF_THE_DAY, "".join(f"{line}\n" for line in others + lines), 0o644)
