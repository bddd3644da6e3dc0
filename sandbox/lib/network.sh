# shellcheck shell=bash
# Sourced: the sandbox's network namespace, the link to it, and its way out through this machine.

readonly UPLINK=os-root
# A bridge without an address of its own takes that of one of its ports. When that port went with a router, this machine would
# look for the cloud at the old address for a minute.
readonly BRIDGE_MAC=02:00:00:00:00:02

# Each step holds when it was done before: an interrupted `up` is simply run again.
network_up() {
  [ -e "/run/netns/$NAMESPACE" ] || ip netns add "$NAMESPACE"
  ip link show "$UPLINK" >/dev/null 2>&1 ||
    ip link add "$UPLINK" mtu "$MTU" type veth peer name os-ext netns "$NAMESPACE" mtu "$MTU"
  ip address replace "$GATEWAY" dev "$UPLINK"
  ip link set "$UPLINK" up
  # Stays behind when the sandbox stops: requests to its addresses must fail at once and not leave by another route.
  ip route replace unreachable "$EXTERNAL" metric 4000
  ip route replace unreachable "$GENOUEST" metric 4000

  ip -n "$NAMESPACE" link set lo up
  ip -n "$NAMESPACE" link show br-ex >/dev/null 2>&1 || ip -n "$NAMESPACE" link add br-ex mtu "$MTU" type bridge
  ip -n "$NAMESPACE" link set br-ex address "$BRIDGE_MAC"
  ip -n "$NAMESPACE" link set os-ext master br-ex
  ip -n "$NAMESPACE" link set os-ext up
  ip -n "$NAMESPACE" link set br-ex up
  ip -n "$NAMESPACE" address replace "$API/24" dev br-ex
  ip -n "$NAMESPACE" route replace default via "${GATEWAY%/*}"
  ip netns exec "$NAMESPACE" sysctl -q -w net.ipv4.ip_forward=1

  [ -e "$RUN/ip_forward" ] || cp /proc/sys/net/ipv4/ip_forward "$RUN/ip_forward"
  echo 1 >/proc/sys/net/ipv4/ip_forward
  nft -f "$SANDBOX/lib/nat.nft"
}

network_down() {
  ! nft list table ip "$NAMESPACE" >/dev/null 2>&1 || nft delete table ip "$NAMESPACE"
  ! ip link show "$UPLINK" >/dev/null 2>&1 || ip link delete "$UPLINK"
  [ ! -e "/run/netns/$NAMESPACE" ] || ip netns delete "$NAMESPACE"
  [ ! -s "$RUN/ip_forward" ] || cat "$RUN/ip_forward" >/proc/sys/net/ipv4/ip_forward
  rm -f "$RUN/ip_forward"
}
