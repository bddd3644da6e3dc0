"""Every user's JupyterLab: the disk shown beside memory and CPU is what the user has, and not the whole volume."""

import os
import sys
from pathlib import Path

import psutil

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
