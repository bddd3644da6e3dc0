"""What the product knows of the hub beside its users: how long the certificate holds, backups, whether all is well."""

import ssl
import subprocess
from collections.abc import Iterator

from hubserver import acme, certificate
from hubserver.backup.record import read_record
from hubserver.backup.wanted import wanted as backup_wanted
from hubserver.commands import output
from hubserver.monitoring.exposition import Sample
from hubserver.paths import CADDY_ROOT, OPENSSL, PRODUCT
from hubserver.settings import read_settings


def certificates() -> Iterator[Sample]:
    """hub_certificate_expiry_seconds, since 1970: of the one that people are shown.

    With tls "internal" of the authority, which they trust: Caddy renews the rest by itself each few hours.
    With "upstream" there is none on this server.
    """
    settings = read_settings()
    if settings.tls == "upstream":
        return
    paths = {"files": certificate.CERTIFICATE, "internal": CADDY_ROOT}
    path = paths[settings.tls] if settings.tls in paths else acme.certificate_path(settings)
    end = output([OPENSSL, "x509", "-noout", "-enddate", "-in", path]).strip().removeprefix("notAfter=")
    yield Sample("hub_certificate_expiry_seconds", ssl.cert_time_to_seconds(end))


def backups() -> Iterator[Sample]:
    """hub_backup_last_good_seconds, since 1970; 0 where there was none. Nothing where none is wanted."""
    if backup_wanted() is not None:
        yield Sample("hub_backup_last_good_seconds", read_record().lastGood)


def status() -> Iterator[Sample]:
    """hub_status_ok: 1 where hub-status finds all well."""
    result = subprocess.run([PRODUCT / "bin/hub-status"], capture_output=True, check=False)
    yield Sample("hub_status_ok", int(result.returncode == 0))
