"""Caddy in front of the hub's proxy: HTTPS with a certificate of its own or a given one, or HTTP behind the cloud's."""

import shutil
import tempfile
from pathlib import Path

from hubserver import acme, certificate, files, units
from hubserver.caddyfile import caddyfile
from hubserver.commands import output, succeeds
from hubserver.failure import Failure
from hubserver.paths import CADDY_ROOT, CADDYFILE, UNITS
from hubserver.phases import Waiting
from hubserver.settings import Settings, read_settings

DROP_IN = UNITS / "caddy.service.d/jupyterhub.conf"


def serve(waiting: Waiting) -> None:
    """Restarts Caddy for what has changed. When it does not start with it, it gets back what it had. Raises Failure."""
    settings = read_settings()
    wanted = {CADDYFILE: (caddyfile(settings), 0o644)}
    if settings.tls == "files":
        chain, key = certificate.await_pair(waiting)
        wanted |= {certificate.CERTIFICATE: (chain, 0o644), certificate.KEY: (key, 0o640)}
    before = {path: path.read_text() for path in wanted if path.exists()}
    if any(before.get(path) != text for path, (text, _) in wanted.items()):
        _validate(settings, wanted)
    if settings.tls == "acme":
        acme.ensure_certificate(settings, waiting)
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


def note() -> str:
    """What will keep people, or the next certificate, from this server although all is served; "" where all is well."""
    settings = read_settings()
    problem = acme.dns_problem(settings) if settings.tls == "acme" else ""
    return f"The certificate is valid, but nobody gets here by {settings.hosts[0]}: {problem}" if problem else ""


def _validate(settings: Settings, wanted: dict[Path, tuple[str, int]]) -> None:
    """Lets Caddy load a copy. Raises Failure when it does not."""
    with tempfile.TemporaryDirectory(dir="/run") as folder:
        copies = {path: Path(folder, path.name) for path in (CADDYFILE, certificate.CERTIFICATE, certificate.KEY)}
        pair = copies[certificate.CERTIFICATE], copies[certificate.KEY]
        for path, (text, mode) in wanted.items():
            files.write(copies[path], caddyfile(settings, pair) if path == CADDYFILE else text, mode)
        for path in (folder, *Path(folder).iterdir()):
            shutil.chown(path, "caddy")
        # As its own user: what it makes in its storage must be its own.
        validate = ["caddy", "validate", "--adapter", "caddyfile", "--config", copies[CADDYFILE]]
        output(["runuser", "--user", "caddy", "--", *validate])


def _write(wanted: dict[Path, tuple[str, int]]) -> None:
    for path, (content, mode) in wanted.items():
        files.write_if_changed(path, content, mode)
        if path == certificate.KEY:
            shutil.chown(path, "root", "caddy")
