"""One run of the security updates, by unattended-upgrades, which says what it does in the journal."""

import time
from pathlib import Path

from hubserver.commands import run, run_with_retries
from hubserver.failure import Failure
from hubserver.packages import APT_GET
from hubserver.updates import dpkg
from hubserver.updates.pending import pending
from hubserver.updates.record import read_record

# Seconds that another installation of packages may take.
PATIENCE = 900
# needrestart, where somebody has it, tells what should restart and restarts nothing.
ENVIRONMENT = {"APT_CONFIG": str(Path(__file__).with_name("apt.conf")), "NEEDRESTART_MODE": "l"}


def upgrade() -> None:
    """Installs what waits. Raises Failure when not all of it went well; the record has it too."""
    record = read_record()
    record.started = time.time()
    record.save()
    errors = []
    try:
        # A list that cannot be fetched is but a warning otherwise.
        run_with_retries([*APT_GET, "--option", "APT::Update::Error-Mode=any", "update"])
    except Failure:
        errors.append("not all of apt's lists could be fetched")
    before = pending()
    dpkg.await_free(PATIENCE)
    try:
        run(["unattended-upgrade", "--verbose"], **ENVIRONMENT)
    except Failure:
        errors.append("unattended-upgrade failed")
    record.pending = pending()
    record.installed = sorted(set(before) - set(record.pending))
    record.error = " and ".join(errors)
    record.ended = time.time()
    record.save()
    if errors:
        raise Failure(f"Security updates: {record.error}; the reason is above.")
