"""Caddy: HTTPS with a certificate of its own authority, in front of the hub's proxy."""

from pathlib import Path

from hubserver import files, units
from hubserver.paths import CADDY_STATE, UNITS
from hubserver.settings import read_settings

CADDYFILE = Path("/etc/caddy/Caddyfile")
DROP_IN = UNITS / "caddy.service.d/jupyterhub.conf"

# admin off: its API would be open to every user of the server.
# default_sni: a client that is given a bare address sends no name.
CONTENT = """\
{{
	admin off
	default_sni {address}
	skip_install_trust
	storage file_system {state}
}}

http:// {{
	redir https://{address}{{uri}} 308
}}

https://{address} {{
	tls internal
	encode gzip
	reverse_proxy 127.0.0.1:8000 {{
		flush_interval -1
	}}
}}
"""


def serve(_waiting: object) -> None:
    content = CONTENT.format(address=read_settings().address, state=CADDY_STATE)
    files.write_if_changed(CADDYFILE, content, 0o644)
    units.ensure_running("caddy.service", content + DROP_IN.read_text())
