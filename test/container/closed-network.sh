# shellcheck shell=bash
# Sourced by `machine`: a network that nothing leaves but by a proxy, and to a mirror of the archives on this side of it.

readonly PROXY_PORT=3128 MIRROR_PORT=8080

# close FOLDER: until it is ended. FOLDER takes both logs, proxy.log and mirror.log.
close() {
  local folder=$1 mirror
  need_packages tinyproxy
  cat >"$folder/tinyproxy.conf" <<TEXT
Port $PROXY_PORT
Listen $HOST_ADDRESS
Allow ${HOST_ADDRESS%.*}.0/24
ConnectPort 443
LogFile "$folder/proxy.log"
LogLevel Connect
Timeout 600
TEXT
  mirror_configuration "$folder" >"$folder/Caddyfile"
  nft add chain ip "$NAME" closed '{ type filter hook forward priority filter; }'
  nft add rule ip "$NAME" closed iifname "$NAME" drop
  trap 'kill $(jobs -p); nft delete chain ip "$NAME" closed; exit 0' TERM
  tinyproxy -d -c "$folder/tinyproxy.conf" &
  "$MACHINE/usr/bin/caddy" run --adapter caddyfile --config "$folder/Caddyfile" >"$folder/caddy.log" 2>&1 &
  mirror=$!
  until curl --silent --output /dev/null "http://$HOST_ADDRESS:$MIRROR_PORT/"; do
    kill -0 "$mirror"
    sleep 0.2
  done
  touch "$folder/ready"
  wait
}

# The archives as the server's own apt and pip name them.
mirror_configuration() {
  local folder=$1 main security index
  main=$(archive 'bookworm')
  security=$(archive 'bookworm-security')
  index=$(
    python3 - "$MACHINE"/usr/share/python-wheels/pip-*.whl <<'PYTHON'
import sys
sys.path.insert(0, sys.argv[1])
from pip._internal.models.index import PyPI
print(PyPI.url.rstrip("/"))
PYTHON
  )
  cat <<TEXT
{
	admin off
	auto_https off
	storage file_system $folder
}
http://$HOST_ADDRESS:$MIRROR_PORT {
	log {
		output file $folder/mirror.log
	}
	handle_path /debian/* {
		rewrite * /${main#*://*/}{uri}
		reverse_proxy ${main%"/${main#*://*/}"} {
			header_up Host {upstream_hostport}
		}
	}
	handle_path /debian-security/* {
		rewrite * /${security#*://*/}{uri}
		reverse_proxy ${security%"/${security#*://*/}"} {
			header_up Host {upstream_hostport}
		}
	}
	handle /simple/* {
		reverse_proxy $index {
			header_up Host {upstream_hostport}
		}
	}
}
TEXT
}

# archive SUITE: the address of the archive that has it.
archive() {
  chroot "$MACHINE" apt-get indextargets --format "\$(REPO_URI) \$(RELEASE)" 'Created-By: Packages' |
    awk -v suite="$1" '$2 == suite { sub("/$", "", $1); print $1; exit }'
}
