# shellcheck shell=bash
# Sourced: whether KVM really runs a guest on this machine. A /dev/kvm proves nothing: on some machines guests hang in it.

# kvm_works: boots a kernel until it panics for want of a disk: a second, where KVM works. Asks once for each boot of the machine.
# Needs the root mounted.
kvm_works() {
  local boot answer
  [ -c /dev/kvm ] || return 1
  boot=$(cat /proc/sys/kernel/random/boot_id)
  if ! answer=$(grep -s "^$boot " "$RUN/kvm"); then
    kvm_boots && answer="$boot yes" || answer="$boot no"
    log "KVM: ${answer#* }"
    echo "$answer" >"$RUN/kvm"
  fi
  [ "${answer#* }" = yes ]
}

# In a mount namespace of its own: the machine's devices are seen in the root for that moment only.
kvm_boots() {
  # shellcheck disable=SC2016 # expanded by the shell inside
  unshare --mount --propagation private sh -c '
    mount --bind /dev "$1/dev"
    timeout --kill-after=1 10 chroot "$1" qemu-system-x86_64.real -accel kvm -cpu host -m 256 -nodefaults -display none \
      -serial stdio -no-reboot -kernel /opt/sandbox/vmlinuz -append "console=ttyS0 panic=-1"
  ' sh "$MERGED" </dev/null 2>/dev/null | grep -q 'Unable to mount root fs'
}
