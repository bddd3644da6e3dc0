# shellcheck shell=bash
# Sourced: the cloud's root, put together from a folder or squashfs that is only read and a folder for what is written.

# root_mount LOWER WRITES: mounts at $MERGED.
root_mount() {
  local lower=$1 writes=$2
  mkdir -p "$MERGED" "$LOWER" "$writes/upper" "$writes/work"
  if [ -f "$lower" ]; then
    mount -t squashfs -o loop,ro "$lower" "$LOWER"
    lower=$LOWER
  fi
  mount -t overlay oscloud -o "lowerdir=$lower,upperdir=$writes/upper,workdir=$writes/work" "$MERGED"
}

root_unmount() {
  local folder
  for folder in "$MERGED" "$LOWER"; do
    while mountpoint -q "$folder"; do
      umount -R "$folder" || umount -R -l "$folder"
    done
    [ ! -d "$folder" ] || rmdir "$folder"
  done
}
