"""Takes a backup: a snapshot of the data volume in restic's repository, then the old ones go."""

import os
import time

from hubserver import accounts
from hubserver.backup import database, places
from hubserver.backup.record import DONE, FAILED, RUNNING, Record, read_record
from hubserver.backup.restic import Restic
from hubserver.backup.wanted import Wanted, required
from hubserver.failure import Failure
from hubserver.log import say
from hubserver.paths import DATA, HOMES

# A rebuilt server may have another name, and its snapshots are the same hub's.
HOST = "jupyterhub"
EXCLUDED = (
    *database.LIVE,
    f"{DATA}/lost+found",
    f"{places.STAGING}",
    f"{places.PART}",
    f"{places.ASIDE}*",
    f"{HOMES}/{accounts.CHECK_USER}",
    f"{HOMES}/*/.cache",
    f"{HOMES}/*/.local/share/Trash",
)
# Seconds between two lines about the progress, and between two looks at the whole repository.
NEWS, CHECK = 10, 7 * 86_400


def take() -> None:
    """Raises Failure; the outcome is in the record for hub-status either way."""
    record = read_record()
    record.state, record.started, record.error = RUNNING, time.time(), ""
    record.save()
    try:
        backup = required()
        _take(backup, record)
    except BaseException as error:
        record.state, record.error = FAILED, str(error) or type(error).__name__
        raise
    else:
        record.state, record.lastGood = DONE, time.time()
    finally:
        record.seconds = time.time() - record.started
        record.save()


def _take(backup: Wanted, record: Record) -> None:
    if not DATA.is_mount():
        raise Failure(f"The data volume is not mounted at {DATA}; there is nothing to back up.")
    places.refuse_unfinished()
    restic = Restic(backup)
    restic.open()
    database.copy()
    say(f"backing up {DATA} to {backup.address}")
    excluded = [f"--exclude={pattern}" for pattern in EXCLUDED]
    options = ["--one-file-system", "--exclude-caches", f"--host={HOST}", *excluded]
    news, unread = time.monotonic(), []
    for message in restic.follow("backup", *options, str(DATA)):
        kind = message["message_type"]
        if kind == "status" and time.monotonic() - news > NEWS:
            news = time.monotonic()
            say(f"{message.get('percent_done', 0):.0%}, {message.get('files_done', 0)} files")
        elif kind == "error":
            unread.append(str(message.get("item", "")))
        elif kind == "summary":
            record.snapshot, record.bytesAdded = message["snapshot_id"][:8], message["data_added"]
    # What was deleted between the look and the reading is no loss.
    unread = [path for path in unread if os.path.lexists(path)]
    if unread:
        raise Failure(
            f"{len(unread)} files could not be read, the first is {unread[0]}; "
            f"snapshot {record.snapshot} has the others."
        )
    say(f"snapshot {record.snapshot}, {record.bytesAdded} bytes added")
    keep = {"daily": backup.keepDaily, "weekly": backup.keepWeekly, "monthly": backup.keepMonthly}
    rules = [f"--keep-{name}={number}" for name, number in keep.items() if number]
    restic.output("forget", "--prune", "--quiet", f"--host={HOST}", "--keep-last=1", *rules)
    if time.time() - record.checked > CHECK:
        say("checking the repository")
        restic.output("check", "--quiet")
        record.checked = time.time()
