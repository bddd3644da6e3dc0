# shellcheck shell=bash
# Sourced after common.sh: from a root folder to a disk that boots, without a mount or a loop device.

# make_disk ROOT SIZE FILE: writes FILE, a compressed qcow2 of SIZE (as truncate takes it): one ext4 partition that holds ROOT,
# and GRUB for BIOS, the firmware that OpenStack gives a server by default.
make_disk() {
  local root=$1 size=$2 file=$3 raw=$3.raw sectors
  local start=2048 grub=/usr/lib/grub/i386-pc
  truncate -s "$size" "$raw"
  printf 'label: dos\nstart=%s, type=83, bootable\n' "$start" | sfdisk --quiet "$raw"
  sectors=$(($(stat -c %s "$raw") / 512 - start))
  # The two features are newer than the GRUB that has to read this.
  nice mkfs.ext4 -q -F -L cloudimg-root -O ^metadata_csum_seed,^orphan_file -E "offset=$((start * 512)),root_owner=0:0" \
    -d "$root" "$raw" "$((sectors / 2))k"
  # GRUB's core holds all that it needs and lies behind the partition table: its own default place, so no block list is patched.
  grub-mkimage --format=i386-pc --directory="$grub" --prefix='(hd0,msdos1)/boot/grub' --output="$raw.core" \
    biosdisk part_msdos ext2 linux normal echo
  [ "$(stat -c %s "$raw.core")" -lt $(((start - 1) * 512)) ] || die "GRUB's core is larger than the gap before the partition."
  dd if="$grub/boot.img" of="$raw" bs=440 count=1 conv=notrunc status=none
  dd if="$raw.core" of="$raw" bs=512 seek=1 conv=notrunc status=none
  nice qemu-img convert -c -O qcow2 -o compression_type=zstd "$raw" "$file"
  rm "$raw" "$raw.core"
}
