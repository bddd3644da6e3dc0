"""The superblock of an ext4 file system, and the copies that mkfs.ext4 keeps of it."""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MAGIC = 0xEF53
_FIRST_OFFSET = 1024
_SIZE = 1024
# Groups of blocks that have a copy.
_GROUPS = (1, 3, 5, 7, 9)


@dataclass(frozen=True)
class Superblock:
    label: str
    # Bytes.
    block_size: int
    # Number of the group of blocks that it stands in.
    group: int
    # Seconds since 1970; 0: never.
    last_mounted: int


@dataclass(frozen=True)
class Copy:
    superblock: Superblock
    # Where it stands, as `e2fsck -b` takes it.
    block: int


def read(disk: Path, offset: int = _FIRST_OFFSET) -> Superblock | None:
    """The one at this byte of the disk; None where there is none."""
    with disk.open("rb") as file:
        # Behind the end there is nothing to read; to go there would be an error.
        data = os.pread(file.fileno(), _SIZE, offset)
    if len(data) < _SIZE or struct.unpack_from("<H", data, 56)[0] != _MAGIC:
        return None
    log_block_size, last_mounted, group = (
        struct.unpack_from(kind, data, at)[0] for kind, at in (("<I", 24), ("<I", 44), ("<H", 90))
    )
    label = data[120:136].rstrip(b"\0").decode(errors="replace")
    return Superblock(label, 1024 << min(log_block_size, 6), group, last_mounted)


def copy(disk: Path) -> Copy | None:
    """The first of the copies that there is."""
    for group, block_size, block in _places():
        found = read(disk, block * block_size)
        if found and found.group == group and found.block_size == block_size:
            return Copy(found, block)
    return None


def _places() -> Iterator[tuple[int, int, int]]:
    """Group, block size and number of the block. A group has as many blocks as one block has bits."""
    for group in _GROUPS:
        for block_size in (4096, 1024, 2048):
            # With the smallest blocks the first is kept for a boot loader.
            yield group, block_size, group * 8 * block_size + (1 if block_size == 1024 else 0)
