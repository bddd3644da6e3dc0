# shellcheck shell=bash
# Sourced after common.sh: work inside a root folder, with mounts that cannot be left behind.

# in_own_namespace COMMAND...: runs COMMAND where its mounts and processes are its own. The kernel takes both away when it
# ends, however it ends, so an interrupted run leaves no mount in the cache.
in_own_namespace() { unshare --mount --propagation private --pid --fork --kill-child --mount-proc "$@"; }

# lay_over FOLDER LOWER: mounts LOWER (folders joined by colons, topmost first) at FOLDER/merged; what is written there
# lands in FOLDER/layer.
lay_over() {
  mkdir -p "$1/layer" "$1/work" "$1/merged"
  mount -t overlay overlay -o "lowerdir=$2,upperdir=$1/layer,workdir=$1/work" "$1/merged"
}

# enter_root ROOT: what package scripts expect inside: /proc, /dev, /sys, this machine's name servers, no service started.
enter_root() {
  local root=$1 device
  mount -t proc proc "$root/proc"
  mount -t sysfs -o ro sysfs "$root/sys"
  # Not this machine's /dev: what is written to a console in there shall not come out on its own.
  mount -t tmpfs -o mode=755 tmpfs "$root/dev"
  for device in null zero full random urandom tty; do
    cp -a "/dev/$device" "$root/dev/"
  done
  mkdir "$root/dev/pts" "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -s /proc/self/fd "$root/dev/fd"
  mount -t tmpfs tmpfs "$root/run"
  mount -t tmpfs tmpfs "$root/tmp"
  mkdir -p "$root/run/systemd/resolve" "$root/run/lock"
  cp /etc/resolv.conf "$root/run/systemd/resolve/stub-resolv.conf"
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
}

# leave_root ROOT: undoes enter_root, and drops what only building left there.
leave_root() {
  local root=$1
  rm -f "$root/usr/sbin/policy-rc.d"
  chroot "$root" apt-get clean
  rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*.bin "$root"/var/cache/debconf/*-old "$root"/var/log/apt \
    "$root"/var/log/dpkg.log "$root"/var/log/alternatives.log "$root/root/.cache"
  umount --recursive "$root/dev"
  umount "$root/proc" "$root/sys" "$root/run" "$root/tmp"
}

# in_root ROOT COMMAND...: runs COMMAND inside with a clean environment.
in_root() {
  local root=$1
  shift
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"
}
