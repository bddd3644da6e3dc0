"""Whether the data volume's file system counts what each user's files take; only an unmounted one can be changed."""

from pathlib import Path

from hubserver.commands import output, run, succeeds

# There until the next boot, which may bring another kernel.
_REFUSED = Path("/run/hub-quotas-refused")


def possible() -> bool:
    """Whether this kernel has quotas, as far as is known: a module that it lacks is seen when it is to mount."""
    return Path("/proc/sys/fs/quota").exists() and not _REFUSED.exists()


def refuse() -> None:
    """The kernel did not mount a file system that has quotas."""
    _REFUSED.touch()


def present(disk: Path) -> bool:
    lines = output(["tune2fs", "-l", disk]).splitlines()
    return any("quota" in line.split() for line in lines if line.startswith("Filesystem features:"))


def choose(disk: Path, wanted: bool) -> None:
    """Switches it on or off. Raises Failure."""
    if present(disk) != wanted:
        # After a crash tune2fs wants the journal played back. What cannot be repaired it says itself.
        succeeds(["e2fsck", "-p", disk])
        run(["tune2fs", *(("-Q", "usrquota") if wanted else ("-O", "^quota")), disk])
