"""Every user's JupyterLab: shows the disk that the user has, not the whole volume, and stays clear when it is full."""

import os
import sqlite3
import sys
from pathlib import Path

import psutil
from jupyter_core.paths import jupyter_data_dir
from nbformat.sign import SQLiteSignatureStore

sys.path.append("/opt/jupyterhub/lib")
from hubserver import quotactl

HOME = str(Path.home())

c = get_config()  # noqa: F821
c.ResourceUseDisplay.track_disk_usage = True
c.ResourceUseDisplay.disk_path = HOME

_disk_usage = psutil.disk_usage


def disk_usage(path):
    volume = _disk_usage(path)
    limit, used = (path == HOME and quotactl.limit_and_use(path, os.getuid())) or (0, 0)
    if limit == 0:
        return volume
    return volume._replace(total=limit, used=used, free=max(limit - used, 0), percent=round(100 * used / limit, 1))


# The extension takes its figures from there, and has no setting for others.
psutil.disk_usage = disk_usage


class Signatures(SQLiteSignatureStore):
    """Without room a notebook's trust is not kept: opening goes on, and saving says itself that the disk is full."""

    def check_signature(self, digest, algorithm):
        return self._unless_full(super().check_signature, digest, algorithm)

    def store_signature(self, digest, algorithm):
        self._unless_full(super().store_signature, digest, algorithm)

    def _unless_full(self, action, *arguments):
        try:
            return action(*arguments)
        except sqlite3.OperationalError as error:
            self.log.warning("The trust in a notebook is not kept: %s", error)
            self.db.rollback()
            return False


c.NotebookNotary.store_factory = lambda: Signatures(f"{jupyter_data_dir()}/nbsignatures.db")
