# shellcheck shell=bash
# Sourced after common.sh: Debian's package sources as this machine names them, so that a mirror set here is used there too.

SUITE=bookworm

# list_debian_sources: the machine's Debian entries for SUITE, one `deb` line each; nothing when apt has no lists yet.
# apt itself is asked, so both of its file formats count, and other vendors' entries are left out.
list_debian_sources() {
  apt-get indextargets --format "deb \$(REPO_URI) \$(RELEASE) \$(COMPONENT)" 'Created-By: Packages' 'Origin: Debian' |
    grep -E " $SUITE(-updates|-security)? main\$" | sort -u || true
}

# debian_sources: the same, after fetching apt's lists when it has none.
debian_sources() {
  local sources
  sources=$(list_debian_sources)
  if [ -z "$sources" ]; then
    log "fetching this machine's package lists"
    apt-get -q -o Acquire::Retries=5 update >&2
    sources=$(list_debian_sources)
  fi
  [ -n "$sources" ] || die "This machine's apt sources name no Debian 12 ($SUITE) archive, so no image can be made from them.
Run it on Debian 12, or add Debian's $SUITE entries (component main) to /etc/apt/sources.list.d."
  printf '%s\n' "$sources"
}

# package_list FILE: the names in a file of packages, comments and empty lines left out, joined by commas.
package_list() { sed 's/#.*//' "$1" | xargs | tr ' ' ,; }
