# shellcheck shell=bash
# Sourced: `sandbox image`.

# sandbox_image NAME FILE [PROJECT]
sandbox_image() {
  local name=$1 file=$2 checksum
  [ -r "$file" ] || die "There is no image file $file."
  healthy || die 'The sandbox is not up: `sandbox/sandbox up` starts it.'
  checksum=$(sha512sum "$file" | cut -d ' ' -f 1)
  log "image $name: $(container_enter python3 /opt/sandbox/image.py "$name" "$checksum" "${@:3}" <"$file")"
}
