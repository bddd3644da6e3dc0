"""What is on a disk, in words for people."""

import json
from dataclasses import dataclass
from pathlib import Path

from hubserver import ext4_superblock
from hubserver.commands import output

MEBIBYTE = 1 << 20
# By the names that wipefs has for them; of the rest it knows the usage.
_WORDS = {
    "gpt": "a partition table (GPT)",
    "PMBR": "a partition table (GPT)",
    "dos": "a partition table (MBR)",
    "crypto_LUKS": "an encrypted volume (LUKS)",
    "LVM2_member": "a physical volume of LVM",
    "linux_raid_member": "a member of a RAID array",
    "swap": "swap space",
}
_USAGES = {"filesystem": "a file system", "partition-table": "a partition table", "raid": "a member of an array"}


@dataclass(frozen=True)
class Contents:
    # Of what says itself what it is: type, by wipefs's names, and label, which may be empty.
    signatures: tuple[tuple[str, str], ...]
    # All that was found, nothing of it twice; empty: the disk is blank.
    words: tuple[str, ...]
    # Whether it is nothing but bytes that nobody here knows.
    unknown: bool


def look(disk: Path) -> Contents:
    """Reads only. Data without a signature count where a file system would have its beginnings and its end."""
    text = output(["wipefs", "--json", "--output", "TYPE,LABEL,USAGE", disk])
    found = json.loads(text)["signatures"] if text.strip() else []
    signatures = [(entry["type"], entry["label"] or "") for entry in found]
    words = [_signature(entry["type"], entry["label"], entry["usage"]) for entry in found]
    partitions = _partitions(disk)
    signatures += [("partition", name) for name in partitions]
    words += [f"a partition, {name}" for name in partitions]
    if not words and (copy := ext4_superblock.copy(disk)):
        size = copy.superblock.block_size
        words.append(
            f'an ext4 file system with the label "{copy.superblock.label}" whose first superblock is lost; a copy '
            f"of it is left (`e2fsck -b {copy.block} -B {size} {disk}` repairs it)"
        )
    place = None if words else _data(disk)
    if place is not None:
        words.append(f"data of no kind that is known here, at byte {place}")
    return Contents(tuple(signatures), tuple(dict.fromkeys(words)), place is not None)


def size(disk: Path) -> int:
    """Bytes."""
    return int((_sysfs(disk) / "size").read_text()) * 512


def read_only(disk: Path) -> bool:
    return (_sysfs(disk) / "ro").read_text().strip() == "1"


def _signature(kind: str, label: str | None, usage: str | None) -> str:
    words = _WORDS.get(kind) or f"{_USAGES.get(usage or '', 'something')} ({kind})"
    return words + (f' with the label "{label}"' if label else "")


def _partitions(disk: Path) -> list[str]:
    return sorted(path.parent.name for path in _sysfs(disk).glob("*/partition"))


def _data(disk: Path) -> int | None:
    """The first byte that is not zero in the first or the last MiB."""
    with disk.open("rb") as file:
        for start in (0, max(0, size(disk) - MEBIBYTE)):
            file.seek(start)
            data = file.read(MEBIBYTE)
            rest = data.lstrip(b"\0")
            if rest:
                return start + len(data) - len(rest)
    return None


def _sysfs(disk: Path) -> Path:
    return Path("/sys/class/block", disk.name)
