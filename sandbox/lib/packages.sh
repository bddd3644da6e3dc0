# shellcheck shell=bash
# Sourced: the root with nothing but packages, a stage of its own: a changed setting does not fetch them again.

packages_root() {
  local folder
  folder=$(cache_make sandbox-packages "$SANDBOX/packages-build" "$SANDBOX/packages.txt" \
    "$SANDBOX"/lib/{apt-sources,probe-kernel-fetch}) || return 1
  echo "$folder/root"
}
