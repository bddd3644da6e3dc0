# shellcheck shell=bash
# Sourced first: the names of what the sandbox makes on this machine. There is one sandbox on a machine: its addresses are fixed.
# shellcheck disable=SC2034 # the other files use them

readonly SANDBOX=$ROOT/sandbox
readonly NAMESPACE=oscloud
readonly API=198.51.100.2
readonly EXTERNAL=198.51.100.0/24
# The network on which servers of the cloud genouest stand: only its bastion and its proxy lead there.
readonly GENOUEST=192.168.100.0/23
readonly GATEWAY=198.51.100.1/24
readonly MTU=1400

# The cloud's own data: survives `down`, thrown away by `reset`.
readonly DATA=$STATE/sandbox
# What belongs to the running one; its files mean nothing after the machine's restart.
readonly RUN=/run/$NAMESPACE
# Where the cloud's root is mounted, and the squashfs under it.
readonly MERGED=$RUN/root LOWER=$RUN/lower
mkdir -p "$DATA" "$RUN"
