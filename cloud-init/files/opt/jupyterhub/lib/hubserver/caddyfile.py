"""The web server's configuration, one for each setting of tls."""

from urllib.parse import urlsplit

from hubserver import certificate
from hubserver.paths import CADDY_STATE
from hubserver.settings import Settings, read_acme

# admin off: its API would be open to every user of the server.
SECURE = """\
{{
	admin off
	storage file_system {state}{options}
}}

http:// {{
	redir {url}{{uri}} 308
}}

{sites} {{
	tls {tls}
	encode gzip{headers}
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

# default_sni: a client that is given a bare address sends no name.
INTERNAL_OPTIONS = """
	default_sni {address}
	skip_install_trust"""

# Half a year. Not with the hub's own authority: after a change of it, browsers would let nobody pass the warning.
HSTS = """
	header Strict-Transport-Security "max-age=15552000\""""


def caddyfile(settings: Settings, pair: tuple[object, object] = (certificate.CERTIFICATE, certificate.KEY)) -> str:
    """The Caddyfile; pair: where certificate and key of tls "files" are."""
    url = settings.publicUrl.removesuffix("/")
    host = urlsplit(url).netloc
    if settings.tls == "upstream":
        return UPSTREAM.format(proxies=" ".join(settings.trustedProxies), host=host)
    if settings.tls == "internal":
        options, headers, tls = INTERNAL_OPTIONS.format(address=settings.address), "", "internal"
        sites = ", ".join(f"https://[{host}]" if ":" in host else f"https://{host}" for host in settings.hosts)
    else:
        # No default_sni: a visitor of a name that the certificate is not for gets none, and not a wrong one.
        options, headers, sites = "", HSTS, f"https://{host}"
        tls = "{} {}".format(*pair) if settings.tls == "files" else _issuer()
    return SECURE.format(state=CADDY_STATE, options=options, url=url, sites=sites, tls=tls, headers=headers)


def _issuer() -> str:
    server, email = read_acme()
    lines = [f"dir {server}", *([f"email {email}"] if email else [])]
    return "{\n\t\tissuer acme {\n" + "".join(f"\t\t\t{line}\n" for line in lines) + "\t\t}\n\t}"
