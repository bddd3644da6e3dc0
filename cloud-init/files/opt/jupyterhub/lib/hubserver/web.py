"""Caddy in front of the hub's proxy: HTTPS with a certificate of its own or a given one, or HTTP behind the cloud's."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

from hubserver import certificate, files, units
from hubserver.commands import succeeds
from hubserver.failure import Failure
from hubserver.paths import CADDY_ROOT, CADDY_STATE, UNITS
from hubserver.phases import Waiting
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


# No default_sni: a visitor of a name that the certificate is not for gets no certificate, and not a wrong one.
FILES = """\
{{
	admin off
	storage file_system {state}
}}

http:// {{
	redir {url}{{uri}} 308
}}

https://{host} {{
	tls {certificate} {key}
	encode gzip
	reverse_proxy 127.0.0.1:8000 {{
		flush_interval -1
	}}
}}
"""


def serve(waiting: Waiting) -> None:
    """Restarts Caddy for what has changed. When it does not start with it, it gets back what it had. Raises Failure."""
    settings = read_settings()
    wanted = {CADDYFILE: (_content(settings), 0o644)}
    if settings.tls == "files":
        chain, key = certificate.await_pair(waiting)
        wanted |= {certificate.CERTIFICATE: (chain, 0o644), certificate.KEY: (key, 0o640)}
    before = {path: path.read_text() for path in wanted if path.exists()}
    _write(wanted)
    try:
        units.ensure_running("caddy.service", repr(wanted) + DROP_IN.read_text())
    except Failure:
        if before:
            _write({path: (text, wanted[path][1]) for path, text in before.items()})
            succeeds(["systemctl", "restart", "caddy.service"])
        raise
    if settings.tls != "files":
        for path in (certificate.CERTIFICATE, certificate.KEY):
            path.unlink(missing_ok=True)


def authority() -> dict[str, str]:
    """The certificate of Caddy's authority, PEM text by the name of the stack's output; {} where it signs nothing."""
    return {"caCertificate": CADDY_ROOT.read_text()} if read_settings().tls == "internal" else {}


def _write(wanted: dict[Path, tuple[str, int]]) -> None:
    for path, (content, mode) in wanted.items():
        files.write_if_changed(path, content, mode)
        if path == certificate.KEY:
            shutil.chown(path, "root", "caddy")


def _content(settings: Settings) -> str:
    url = settings.publicUrl.removesuffix("/")
    if settings.tls == "upstream":
        return UPSTREAM.format(proxies=" ".join(settings.trustedProxies), host=urlsplit(url).netloc)
    if settings.tls == "files":
        paths = {"certificate": certificate.CERTIFICATE, "key": certificate.KEY}
        return FILES.format(url=url, host=urlsplit(url).netloc, state=CADDY_STATE, **paths)
    sites = ", ".join(f"https://[{host}]" if ":" in host else f"https://{host}" for host in settings.hosts)
    return INTERNAL.format(address=settings.address, state=CADDY_STATE, url=url, sites=sites)
