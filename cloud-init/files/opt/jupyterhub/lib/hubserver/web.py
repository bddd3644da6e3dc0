"""Caddy in front of the hub's proxy: HTTPS by an authority of its own, or plain HTTP behind the cloud's proxy."""

from pathlib import Path
from urllib.parse import urlsplit

from hubserver import files, units
from hubserver.paths import CADDY_ROOT, CADDY_STATE, UNITS
from hubserver.settings import Settings, read_settings

CADDYFILE = Path("/etc/caddy/Caddyfile")
DROP_IN = UNITS / "caddy.service.d/jupyterhub.conf"

# admin off: its API would be open to every user of the server.
# default_sni: a client that is given a bare address sends no name.
INTERNAL = """\
{{
	admin off
	default_sni {address}
	skip_install_trust
	storage file_system {state}
}}

http:// {{
	redir {url}{{uri}} 308
}}

{sites} {{
	tls internal
	encode gzip
	reverse_proxy 127.0.0.1:8000 {{
		flush_interval -1
	}}
}}
"""

# What the proxy says of the visitor is believed, so nobody else may say it: the security group is the first wall, and
# this the second. X-Forwarded-For is passed on as it came: Caddy would add the proxy, and the hub take that for the
# visitor. Host and protocol are known here, whatever the proxy makes of them.
UPSTREAM = """\
{{
	admin off
	auto_https off
}}

http:// {{
	@stranger not remote_ip 127.0.0.1 {proxies}
	abort @stranger
	encode gzip
	reverse_proxy 127.0.0.1:8000 {{
		flush_interval -1
		header_up Host {host}
		header_up X-Forwarded-Host {host}
		header_up X-Forwarded-Proto https
		header_up X-Forwarded-For {{http.request.header.X-Forwarded-For}}
	}}
}}
"""


def serve(_waiting: object) -> None:
    content = _content(read_settings())
    files.write_if_changed(CADDYFILE, content, 0o644)
    units.ensure_running("caddy.service", content + DROP_IN.read_text())


def authority() -> dict[str, str]:
    """The certificate of Caddy's authority, PEM text by the name of the stack's output; {} where it signs nothing."""
    return {} if read_settings().tls == "upstream" else {"caCertificate": CADDY_ROOT.read_text()}


def _content(settings: Settings) -> str:
    if settings.tls == "upstream":
        return UPSTREAM.format(proxies=" ".join(settings.trustedProxies), host=urlsplit(settings.publicUrl).netloc)
    sites = ", ".join(f"https://[{host}]" if ":" in host else f"https://{host}" for host in settings.hosts)
    return INTERNAL.format(
        address=settings.address, state=CADDY_STATE, url=settings.publicUrl.removesuffix("/"), sites=sites
    )
