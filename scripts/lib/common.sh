# shellcheck shell=bash
# Sourced by the project's shell scripts: where things are, progress lines, host packages.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
CACHE=${JUPYTERHUB_OPENSTACK_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/jupyterhub-openstack}
STATE=${JUPYTERHUB_OPENSTACK_STATE:-${XDG_STATE_HOME:-$HOME/.local/state}/jupyterhub-openstack}
mkdir -p "$CACHE" "$STATE"
export ROOT CACHE STATE
# Asked by packages before they start a daemon.
POLICY=/usr/sbin/policy-rc.d

# Progress goes to standard error, so that a script's standard output stays its result.
log() { printf '%(%H:%M:%S)T %s\n' -1 "$*" >&2; }

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# need_packages PACKAGE...: installs the Debian packages that are missing, and starts none of their daemons on this machine.
# One dpkg can run at a time, so scripts that start together wait for each other here.
need_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  log "installing ${missing[*]}"
  (
    exec 9>"$CACHE/packages.lock"
    flock 9
    if [ ! -e "$POLICY" ]; then
      trap 'rm -f "$POLICY"' EXIT
      printf '#!/bin/sh\nexit 101\n' >"$POLICY"
      chmod +x "$POLICY"
    fi
    local apt=(apt-get -q -y -o DPkg::Lock::Timeout=600 -o Acquire::Retries=5)
    "${apt[@]}" update
    DEBIAN_FRONTEND=noninteractive "${apt[@]}" install --no-install-recommends "${missing[@]}"
  ) >"$CACHE/packages.log" 2>&1 || {
    tail -n 20 "$CACHE/packages.log" >&2
    die "apt-get could not install ${missing[*]}; the whole log is $CACHE/packages.log"
  }
}
