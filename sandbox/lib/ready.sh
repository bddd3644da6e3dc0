# shellcheck shell=bash
# Sourced: whether the cloud is up, and what to say when it does not come up.

readonly READY_LIMIT=240 # seconds
readonly PORTS=(5000 9292 8778 8774 9696 8776)

# healthy: whether a finished `up` still holds: its container runs and each API answers. Takes well under a second.
healthy() {
  [ -e "$RUN/ready" ] && container_pid >/dev/null || return 1
  local port
  for port in "${PORTS[@]}"; do
    [[ $(curl -s -m 5 -o /dev/null -w '%{http_code}' "http://$API:$port/") =~ ^[234] ]] || return 1
  done
}

# wait_ready: until all services are up; names those that are not.
wait_ready() {
  local missing unit end=$((SECONDS + READY_LIMIT))
  # Asking the APIs while everything starts would take its time from what it asks for.
  container_enter timeout "$READY_LIMIT" systemctl is-system-running --wait >/dev/null || true
  if ! missing=$(container_enter python3 /opt/sandbox/ready.py "$((end - SECONDS))"); then
    for unit in $missing; do diagnose "$unit"; done
    die "Not up after $READY_LIMIT s: ${missing:-the check itself failed}. Last lines are above." \
      "\`sandbox/sandbox up\` tries again, \`sandbox/sandbox reset\` begins a fresh cloud."
  fi
}

# diagnose UNIT: the last lines of its journal and of its own log.
diagnose() {
  {
    echo "--- $1: journal"
    container_enter journalctl --no-pager --quiet -n 12 -u "$1" || true
    # shellcheck disable=SC2016 # expanded inside
    container_enter sh -c 'for log in /var/log/*/"$1".log; do
      [ ! -e "$log" ] || { echo "--- $log"; grep -v -e " INFO " -e " DEBUG " "$log" | tail -n 12; }; done' sh "$1" || true
  } >&2
}
