# shellcheck shell=bash
# Sourced: up and down.

# The squashfs for these files, made if there is none. Its inputs are all that it is made of.
newest_root() {
  local root
  root=$(cache_make sandbox-root "$SANDBOX/rootfs-build" "$SANDBOX/root" "$SANDBOX"/{packages.txt,packages-build} \
    "$SANDBOX"/lib/{apt-sources,probe-kernel-fetch,nat.nft} \
    "$SANDBOX"/lib/{names,network,mounts,container,ready,packages}.sh /usr/local/share/ca-certificates) || return 1
  echo "$root/root.squashfs"
}

# Changes to the root that a saved cloud's data does not fit begin a new cloud.
choose_writes() {
  local root=$1
  if [ -d "$DATA/writes" ] && [ "$(cat "$DATA/root" 2>/dev/null)" != "$root" ]; then
    log "the sandbox's files have changed: a new, empty cloud takes the place of the saved one"
    rm -rf "$DATA/writes"
  fi
  mkdir -p "$DATA/writes"
  echo "$root" >"$DATA/root"
}

# What depends on this machine, written into the mounted root. Prints nspawn's options for it.
fit_to_machine() {
  local accelerator=tcg
  if kvm_works; then
    accelerator=kvm
    echo --bind=/dev/kvm
  fi
  cp "$MERGED/etc/nova/libvirt-$accelerator.conf" "$MERGED/etc/nova/libvirt.conf"
  resolvers | sed 's/^/nameserver /' >"$MERGED/etc/resolv.conf"
}

# The machine's name servers; those behind systemd-resolved, whose own address is the machine's alone.
resolvers() {
  cat /etc/resolv.conf /run/systemd/resolve/resolv.conf 2>/dev/null | awk '$1 == "nameserver" && $2 !~ /^127\.|:/ { print $2 }'
}

sandbox_up() {
  local begin=$SECONDS root options
  if ! healthy; then
    need_packages systemd-container squashfs-tools mmdebstrap nftables iproute2 curl procps
    sweep
    root=$(newest_root) || exit 1
    choose_writes "$root"
    network_up
    root_mount "$root" "$DATA/writes"
    mapfile -t options < <(fit_to_machine)
    log 'starting the cloud'
    container_start "${options[@]}"
    wait_ready
    cp "$SANDBOX/root/etc/openstack/clouds.yaml" "$DATA/clouds.yaml"
    genouest_files
    touch "$RUN/ready"
  fi
  log "the sandbox is up ($((SECONDS - begin)) s); for its settings: eval \"\$(sandbox/sandbox env)\""
}

# sweep: leaves nothing of a sandbox on the machine but its data; whatever state it was in.
sweep() {
  container_stop
  root_unmount
  network_down
}
