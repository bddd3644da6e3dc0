# shellcheck shell=bash
# Sourced: the container that boots the cloud's root: systemd-nspawn in the sandbox's network namespace.

# The cgroup folders that the container gets one of its own under. Without, two containers on a machine share "/payload".
cgroup_roots() {
  if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
    echo /sys/fs/cgroup
  else
    local hierarchy
    for hierarchy in /sys/fs/cgroup/{systemd,unified}; do
      [ ! -d "$hierarchy" ] || echo "$hierarchy"
    done
  fi
}

# Field 22 of /proc/PID/stat, counted after the name in brackets: tells a process from a later one with the same id.
# Nothing for a process that has ended and that nobody has asked about yet: it still has an entry there.
start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk '$1 !~ /[ZX]/ { print $20 }'; }

# container_pid: prints nspawn's process id; fails when it does not run.
container_pid() {
  local pid started
  [ -s "$RUN/pid" ] && read -r pid started <"$RUN/pid" && [ -n "$started" ] &&
    [ "$(start_time "$pid")" = "$started" ] || return 1
  echo "$pid"
}

# container_start [NSPAWN_OPTION...]
container_start() {
  (
    local root
    for root in $(cgroup_roots); do
      mkdir -p "$root/$NAMESPACE"
      echo "$BASHPID" >"$root/$NAMESPACE/cgroup.procs"
    done
    # The locks end with the script that took them.
    exec 7>&- 8>&- 9>&- </dev/null >"$RUN/console.log" 2>&1
    export SYSTEMD_NSPAWN_API_VFS_WRITABLE=1
    # The namespace is entered first: nspawn would mount /sys before it does, and Neutron would see this machine's devices.
    exec setsid nsenter --net="/run/netns/$NAMESPACE" systemd-nspawn --quiet --directory="$MERGED" \
      --machine="$NAMESPACE" --boot --register=no --keep-unit --capability=all --bind=/dev/net/tun \
      --resolv-conf=off --timezone=off --console=pipe "$@"
  ) &
  echo "$! $(start_time $!)" >"$RUN/pid"
  local deadline=$((SECONDS + 60))
  until container_enter systemctl is-active --quiet basic.target 2>/dev/null; do
    if [ $SECONDS -gt $deadline ] || ! container_pid >/dev/null; then
      tail -n 20 "$RUN/console.log" >&2
      die "The sandbox's container did not boot; the last lines of $RUN/console.log are above."
    fi
    sleep 0.3
  done
}

# container_enter COMMAND...: runs it inside, as root, with a clean environment.
container_enter() {
  local pid leader
  pid=$(container_pid) && leader=$(cut -d ' ' -f 1 "/proc/$pid/task/$pid/children") && [ -n "$leader" ] || return 1
  nsenter --target "$leader" --mount --uts --ipc --net --pid --cgroup --root --wdns=/ \
    /usr/bin/env -i HOME=/root TERM=dumb LANG=C.UTF-8 PYTHONWARNINGS=ignore \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

# container_stop: in order if it can be, then by force. Nothing of it is left, whatever state it was in.
container_stop() {
  local pid root deadline
  rm -f "$RUN/ready"
  if pid=$(container_pid); then
    container_enter timeout 90 /opt/sandbox/stop-guests >/dev/null 2>&1 || true
    kill -TERM "$pid" || true
    deadline=$((SECONDS + 60))
    while container_pid >/dev/null && [ $SECONDS -lt $deadline ]; do sleep 0.3; done
  fi
  for root in $(cgroup_roots); do
    [ ! -d "$root/$NAMESPACE" ] || cgroup_remove "$root/$NAMESPACE"
  done
  rm -f "$RUN/pid"
}

# cgroup_remove FOLDER: ends what still runs in it.
cgroup_remove() {
  local deadline=$((SECONDS + 20))
  # The container may be removing folders at the same moment: what counts is that none is left at the end.
  while [ -d "$1" ] && [ $SECONDS -lt $deadline ]; do
    { find "$1" -name cgroup.procs -exec sh -c 'cat "$@" | xargs -r kill -KILL' sh {} +; } 2>/dev/null || true
    find "$1" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.2
  done
}
