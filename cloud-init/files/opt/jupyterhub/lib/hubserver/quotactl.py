"""The kernel's disk quotas of users, on the file system of an open folder. Users' servers ask it for their own."""

import ctypes
import os
from pathlib import Path

# By a folder and not by the disk's device, which a user's server cannot see; the same number on all processors.
_QUOTACTL_FD = 443
# Of users and not of groups or projects.
_GET, _SET = 0x800007 << 8, 0x800008 << 8
_LIMITS = 1
_BLOCK = 1024

_libc = ctypes.CDLL(None, use_errno=True)


class _Quota(ctypes.Structure):
    """struct if_dqblk: limits in blocks of 1024 bytes, the space in bytes."""

    _fields_ = (
        *((name, ctypes.c_uint64) for name in ("hard", "soft", "space")),
        *((name, ctypes.c_uint64) for name in ("inodes_hard", "inodes_soft", "inodes", "time", "inodes_time")),
        ("valid", ctypes.c_uint32),
    )


def limit_and_use(folder: Path, uid: int) -> tuple[int, int] | None:
    """Bytes that a user's files may take, 0 for no limit, and that they take; None where there are no quotas."""
    quota = _Quota()
    try:
        _call(_GET, folder, uid, quota)
    except OSError:
        return None
    return quota.hard * _BLOCK, quota.space


def set_limit(folder: Path, uid: int, limit: int) -> None:
    """Bytes that a user's files may take from now on; 0 for no limit. Raises OSError."""
    blocks = -(-limit // _BLOCK)
    _call(_SET, folder, uid, _Quota(hard=blocks, soft=0, valid=_LIMITS))


def _call(command: int, folder: Path, uid: int, quota: _Quota) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        arguments = (ctypes.c_uint(descriptor), ctypes.c_uint(command), ctypes.c_uint(uid), ctypes.byref(quota))
        if _libc.syscall(ctypes.c_long(_QUOTACTL_FD), *arguments) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)
