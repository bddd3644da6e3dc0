# shellcheck shell=bash disable=SC2154 # here, choice, plugins and oldest_pulumi are ensure's
# Sourced by ensure: the official command line and plugins, found or downloaded.

# A try that failed is not repeated for a day, since finding out that a site cannot be reached takes its time.
failed_try=$CACHE/toolchain/download-failed

may_try() {
  [ "$choice" = official ] || [ -z "$(find "$failed_try" -mtime -1 2>/dev/null)" ]
}

remember_failure() {
  mkdir -p "${failed_try%/*}"
  touch "$failed_try"
}

# Prints the folder of the official pulumi and its language host; false when there is none to be had.
official_pulumi() {
  local folder
  for folder in "$(dirname "$(command -v pulumi || echo /nowhere/pulumi)")" "$HOME/.pulumi/bin"; do
    # One that an earlier run of this built may still be on PATH.
    if [ ! -e "$folder/built" ] && new_enough "$folder"; then
      printf '%s\n' "$folder"
      return
    fi
  done
  [ -d "$ROOT/node_modules/@pulumi/pulumi" ] && may_try || return 1
  log "trying to download the official Pulumi CLI"
  if folder=$(cache_make toolchain/official "$here/download-pulumi" "$here/unless-idle" "$(sdk_version)"); then
    printf '%s\n' "$folder/bin"
  else
    remember_failure
    return 1
  fi
}

new_enough() {
  local version
  [ -x "$1/pulumi" ] && [ -x "$1/pulumi-language-nodejs" ] || return 1
  version=$("$1/pulumi" version) || return 1
  printf '%s\n' "$oldest_pulumi" "${version#v}" | sort -V -C && return
  log "pulumi: $1/pulumi is version ${version#v}, older than $oldest_pulumi, and is passed over"
  return 1
}

sdk_version() {
  sed -n 's/^ *"version": "\(.*\)",*/\1/p' "$ROOT/node_modules/@pulumi/pulumi/package.json"
}

# official_plugins PULUMI: makes sure that the official plugins are installed; false when they cannot be had.
official_plugins() {
  local plugin
  for plugin in "${plugins[@]}"; do
    [ ! -x "$(plugin_file "$plugin")" ] || continue
    may_try || return 1
    log "trying to download the official plugin $plugin"
    "$here/unless-idle" 20 "$1" plugin install resource "${plugin%=*}" "${plugin#*=}" >&2 || {
      remember_failure
      return 1
    }
  done
  for plugin in "${plugins[@]}"; do
    took "pulumi-resource-${plugin%=*}" official "${plugin#*=}" "$(plugin_file "$plugin")"
  done
}

# plugin_file NAME=VERSION: where pulumi keeps a plugin that it installed.
plugin_file() {
  printf '%s\n' "${PULUMI_HOME:-$HOME/.pulumi}/plugins/resource-${1%=*}-v${1#*=}/pulumi-resource-${1%=*}"
}
