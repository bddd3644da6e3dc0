"""The pictures of the page of monitoring: what Prometheus is asked for each of them.

%(rate)s is what a rate is taken over, %(counted)s what a point that counts is about.
"""

_GIB = 2**30
_SPAWNS = "jupyterhub_server_spawn_duration_seconds"
_VOLUME = '{mountpoint="/srv/data"}'


def _starts_within(share):
    counts = f'increase({_SPAWNS}_bucket{{status="success"}}[%(counted)s])'
    return f"histogram_quantile({share}, sum by (le) ({counts}))"


# By the picture's name in monitoring.html: its lines. A line without a label is one for each user, or each disk.
CHARTS = {
    "people": (
        # A hub that has just started has not counted yet.
        ("Users active in 24 hours", 'max(max_over_time(jupyterhub_active_users{period="24h"}[%(rate)s]))'),
        ("Servers that run", "max(jupyterhub_running_servers)"),
    ),
    "user-memory": ((None, f"hub_user_memory_bytes / {_GIB}"),),
    "user-cpu": ((None, "rate(hub_user_cpu_seconds_total[%(rate)s])"),),
    "user-disk": ((None, f"hub_user_disk_bytes / {_GIB}"),),
    "memory": (
        ("Used", f"(node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes) / {_GIB}"),
        ("In all", f"node_memory_MemTotal_bytes / {_GIB}"),
    ),
    "cpu": (
        ("Used", 'sum(rate(node_cpu_seconds_total{mode!~"idle|iowait|steal"}[%(rate)s]))'),
        ("In all", 'count(node_cpu_seconds_total{mode="idle"})'),
    ),
    "disks": (
        (
            None,
            'max by (mountpoint) (100 * (1 - node_filesystem_avail_bytes{mountpoint=~"/|/srv/data|/srv/backup"} '
            "/ node_filesystem_size_bytes))",
        ),
    ),
    "spawn": (("Half of them within", _starts_within(0.5)), ("95 % of them within", _starts_within(0.95))),
    "starts": (
        ("Ready", f'sum(increase({_SPAWNS}_count{{status="success"}}[%(counted)s]))'),
        ("Failed", f'sum(increase({_SPAWNS}_count{{status!="success"}}[%(counted)s]))'),
    ),
}

# Moments are seconds since 1970. There is a pace only while the volume fills.
FACTS = {
    "certificate": "hub_certificate_expiry_seconds",
    "backup": "hub_backup_last_good_seconds",
    "ok": "hub_status_ok",
    "volumeUsed": f"100 * (1 - node_filesystem_avail_bytes{_VOLUME} / node_filesystem_size_bytes{_VOLUME})",
    "volumeDays": (
        f"node_filesystem_avail_bytes{_VOLUME} / (-deriv(node_filesystem_avail_bytes{_VOLUME}[3d]) > 0) / 86400"
    ),
}
