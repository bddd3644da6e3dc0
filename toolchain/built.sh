# shellcheck shell=bash disable=SC2154 # here and plugins are ensure's
# Sourced by ensure: the command line and plugins built from Go modules, each in an entry of the cache by itself, so that
# a change to one does not rebuild the others.

# built MODULE: prints the cache folder of what the Go module toolchain/MODULE builds.
built() {
  cache_make "toolchain/$1" "$here/$1/build" "$here/$1" "$here/go-build"
}

# Prints a folder that holds both the built pulumi and the built language host: pulumi looks for the host beside itself.
built_pulumi() {
  local cli host folder
  cli=$(built pulumi) && host=$(built language-nodejs) || return 1
  folder=$(CLI=$cli HOST=$host cache_make toolchain/bin "$here/link-pulumi" "${cli##*/}" "${host##*/}") || return 1
  took pulumi 'built from Go modules' "$(<"$cli/version")" "$folder/pulumi"
  took pulumi-language-nodejs 'built from Go modules' "$(<"$host/version")" "$folder/pulumi-language-nodejs"
  printf '%s\n' "$folder"
}

# built_plugins PULUMI: installs the built plugins and prints the PULUMI_HOME they are in. It is a home of its own, so that a
# user's home never holds a plugin that is not the official one.
built_plugins() {
  local home=$CACHE/pulumi-home plugin name version source
  mkdir -p "$home/built"
  for plugin in "${plugins[@]}"; do
    name=${plugin%=*} version=${plugin#*=}
    source=$(built "$name") || return 1
    (
      exec 8>"$home/built/$name.lock"
      flock 8
      [ "$(cat "$home/built/$name" 2>/dev/null)" = "$source" ] && exit 0
      PULUMI_HOME=$home "$1" plugin install resource "$name" "$version" --reinstall \
        --file "$source/pulumi-resource-$name" 8>&- 1>&2 &&
        printf '%s\n' "$source" >"$home/built/$name"
    ) || return 1
    took "pulumi-resource-$name" 'built from Go modules' "$version" "$source"
  done
  printf '%s\n' "$home"
}
