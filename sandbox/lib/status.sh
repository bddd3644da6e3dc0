# shellcheck shell=bash
# Sourced: what `sandbox status` prints.

# memory_mib: what the container's processes use, shared pages divided among those who share them.
memory_mib() {
  local root
  root=$(cgroup_roots | tail -n 1)
  find "$root/$NAMESPACE" -name cgroup.procs -exec cat {} + | sed 's#.*#/proc/&/smaps_rollup#' |
    xargs cat 2>/dev/null | awk '$1 == "Pss:" { sum += $2 } END { print int(sum / 1024) }' || true
}

sandbox_status() {
  local report
  # It may stop while it is asked.
  if healthy && report=$(container_enter python3 /opt/sandbox/status.py "$(memory_mib)" "$@"); then
    echo "$report"
  elif [ "${1:-}" = --json ]; then
    echo '{"up": false}'
  elif container_pid >/dev/null; then
    echo 'not ready: starting, or a service has failed; `sandbox/sandbox up` waits for it or repairs it'
  else
    echo down
  fi
}
