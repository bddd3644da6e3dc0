"""The files that monitoring puts on the server, by their paths."""

from pathlib import Path

from hubserver.monitoring.wanted import (
    COLLECTED,
    COLLECTION,
    EXPORTER,
    EXPORTER_PORT,
    FIGURES,
    FOLDER,
    METRICS_TOKEN,
    PROMETHEUS,
    PROMETHEUS_PORT,
    RULES,
    TIMER,
    drop_in,
)
from hubserver.paths import UNITS

CONFIGURATION, RULES_FILE = FOLDER / "prometheus.yml", FOLDER / "rules.nft"

# Each request of the hub's has series of its own; what no picture shows is not kept.
_CONFIGURATION = f"""\
global:
  scrape_interval: 30s
scrape_configs:
  - job_name: hub
    metrics_path: /hub/metrics
    authorization:
      credentials_file: {METRICS_TOKEN}
    static_configs:
      - targets: ["127.0.0.1:8081"]
    metric_relabel_configs:
      - source_labels: [__name__]
        regex: jupyterhub_(active_users|total_users|running_servers|server_spawn_duration_seconds_(bucket|count|sum))
        action: keep
  - job_name: machine
    static_configs:
      - targets: ["127.0.0.1:{EXPORTER_PORT}"]
    metric_relabel_configs:
      - source_labels: [__name__]
        regex: hub_.+|node_(cpu_seconds_total|load1|memory_(MemTotal|MemAvailable)_bytes|filesystem_(avail|size)_bytes)
        action: keep
"""

# Added, deleted, added: so the file can be loaded again.
_RULES = f"""\
table inet hub_monitoring
delete table inet hub_monitoring
table inet hub_monitoring {{
  chain output {{
    type filter hook output priority filter; policy accept;
    oifname "lo" tcp dport {{ {EXPORTER_PORT}, {PROMETHEUS_PORT} }} \
meta skuid != {{ root, prometheus }} counter reject with tcp reset
  }}
}}
"""

_RULES_UNIT = f"""\
[Unit]
Description=Monitoring closed to the hub's users
After=nftables.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft --file {RULES_FILE}
ExecStop=-/usr/sbin/nft delete table inet hub_monitoring

[Install]
WantedBy=multi-user.target
"""

# The condition keeps the packages' own installation from starting them before all is prepared. Without the rules they
# do not run. A capability in a user namespace of its own would open no port below 1024.
_UNIT = f"""\
[Unit]
Requires={RULES}
After={RULES}
ConditionPathIsDirectory={FIGURES}

[Service]
Nice=10
AmbientCapabilities=CAP_NET_BIND_SERVICE
CapabilityBoundingSet=CAP_NET_BIND_SERVICE
NoNewPrivileges=yes
PrivateUsers=no
Environment=GOGC=50
ExecStart=
ExecStart="""

_PROMETHEUS = (
    f"{_UNIT}/usr/bin/prometheus --config.file={CONFIGURATION} --web.listen-address=127.0.0.1:{PROMETHEUS_PORT}"
    f" --storage.tsdb.path={FIGURES} --storage.tsdb.retention.time=30d --storage.tsdb.retention.size=1GB"
    " --query.timeout=30s --log.level=warn\nMemoryMax=400M\nRestart=always\nRestartSec=10\n"
)

_EXPORTER = (
    f"{_UNIT}/usr/bin/prometheus-node-exporter --web.listen-address=127.0.0.1:{EXPORTER_PORT}"
    " --web.disable-exporter-metrics --collector.disable-defaults --collector.cpu --collector.meminfo"
    " --collector.loadavg --collector.filesystem --collector.textfile"
    f" --collector.textfile.directory={COLLECTED} --log.level=warn"
    ' "--collector.filesystem.mount-points-exclude=^/(boot|dev|media|mnt|proc|run|sys|tmp|var)($$|/)"'
    ' "--collector.filesystem.fs-types-exclude=^(autofs|proc|squashfs|sysfs|tmpfs)$$"'
    "\nMemoryMax=100M\nRestart=always\nRestartSec=10\n"
)

# Without LogLevelMax the journal had three lines of each run; what it says itself is a warning.
_COLLECTION = """\
[Unit]
Description=Figures of the hub and its users for Prometheus

[Service]
Type=oneshot
ExecStart=/opt/jupyterhub/bin/hub-metrics
Nice=10
TimeoutStartSec=60
LogLevelMax=notice
SyslogLevel=warning
"""

_TIMER = """\
[Unit]
Description=Figures of the hub and its users, each minute

[Timer]
OnCalendar=minutely
AccuracySec=5s

[Install]
WantedBy=timers.target
"""

# By path, with what runs with it: a changed text restarts that unit.
TEXTS: dict[Path, tuple[str, str]] = {
    CONFIGURATION: (_CONFIGURATION, PROMETHEUS),
    drop_in(PROMETHEUS): (_PROMETHEUS, PROMETHEUS),
    drop_in(EXPORTER): (_EXPORTER, EXPORTER),
    RULES_FILE: (_RULES, RULES),
    UNITS / RULES: (_RULES_UNIT, RULES),
    UNITS / COLLECTION: (_COLLECTION, TIMER),
    UNITS / TIMER: (_TIMER, TIMER),
}


def inputs(unit: str) -> str:
    """All that the unit runs with."""
    return "".join(text for text, of in TEXTS.values() if of == unit)
