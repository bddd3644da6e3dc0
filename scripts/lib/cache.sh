# shellcheck shell=bash
# Sourced after common.sh: what is expensive to make is made once for each set of inputs.

# cache_key INPUT...: a hash of the inputs. An input that is a file or folder stands for its names, modes and contents;
# any other is taken literally.
cache_key() {
  local input
  for input in "$@"; do
    if [ -e "$input" ]; then
      # Names relative to the input: the same tree in another checkout has the same key.
      (cd "$(dirname "$input")" && find "$(basename "$input")" -type f -printf '%p %m\n' | LC_ALL=C sort &&
        find "$(basename "$input")" -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum)
    else
      printf '%s\n' "$input"
    fi
  done | sha256sum | cut -c1-16
}

# cache_make NAME MAKER INPUT...: prints the folder that MAKER filled for these inputs; runs `MAKER FOLDER` when there is none.
# What no run has wanted for a month goes when something new is made.
# MAKER is an executable and not a function: bash switches `set -e` off inside a function whose result is looked at.
# The folder appears under its name only when MAKER succeeded, so an interrupted run leaves nothing that looks finished;
# a second run that wants the same waits for the first.
cache_make() {
  local name=$1 maker=$2 key folder partial
  shift 2
  key=$(cache_key "$maker" "$@")
  folder=$CACHE/$name/$key
  partial=$folder.partial
  mkdir -p "$CACHE/$name"
  (
    exec 8>"$folder.lock"
    flock 8
    [ -d "$folder" ] && exit 0
    rm -rf --one-file-system "$partial"
    mkdir -p "$partial"
    log "making $name ($key)"
    # Its children must not keep the lock, and only the folder's name goes to standard output.
    "$maker" "$partial" 8>&- 1>&2 || exit 1
    mv "$partial" "$folder"
    cache_prune "$name"
  ) || return 1
  touch "$folder"
  printf '%s\n' "$folder"
}

# cache_prune NAME: removes folders of old inputs, and what interrupted runs left of them. Leaves alone what a run is making.
cache_prune() {
  local lock folder
  for lock in "$CACHE/$1"/*.lock; do
    folder=${lock%.lock}
    (
      flock --nonblock 6 || exit 0
      rm -rf --one-file-system "$folder.partial" || true
      [ ! -d "$folder" ] || find "$folder" -maxdepth 0 -mtime +30 -exec rm -rf --one-file-system {} +
    ) 6<"$lock"
  done
}
