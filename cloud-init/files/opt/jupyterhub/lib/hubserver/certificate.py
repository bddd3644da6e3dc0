"""The certificate of tls "files": its key comes over SSH only, and the pair is tried before Caddy sees it."""

import ssl
import tempfile
import time
from pathlib import Path

from hubserver import files
from hubserver.commands import succeeds
from hubserver.failure import Failure
from hubserver.paths import OPENSSL
from hubserver.phases import Waiting
from hubserver.settings import read_certificate, read_secret

CERTIFICATE, KEY = Path("/etc/caddy/hub-certificate.pem"), Path("/etc/caddy/hub-private-key.pem")
# Seconds that `pulumi up` may take to bring the key once the rest is there.
PATIENCE = 900


def is_current(path: Path) -> bool:
    """Whether the first certificate of a PEM file has not expired."""
    return succeeds([OPENSSL, "x509", "-noout", "-checkend", "0", "-in", path])


def await_pair(waiting: Waiting) -> tuple[str, str]:
    """Certificate with chain, and key, as PEM texts. Raises Failure when they cannot be used."""
    certificate, key = read_certificate(), _await_key(waiting)
    with tempfile.TemporaryDirectory(dir="/run") as folder:
        paths = Path(folder, "certificate"), Path(folder, "key")
        for path, text in zip(paths, (certificate, key), strict=True):
            files.write(path, text, 0o600)
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(*paths)
        except ssl.SSLError as error:
            raise Failure(f"tlsCertificate and tlsPrivateKey cannot be used together: {error.reason}.") from error
        if not is_current(paths[0]):
            raise Failure("The certificate in tlsCertificate has expired. Give a new one, then `pulumi up`.")
    return certificate, key


def _await_key(waiting: Waiting) -> str:
    end = time.monotonic() + PATIENCE
    while (key := read_secret("tlsPrivateKey")) is None:
        if time.monotonic() > end:
            raise Failure("`pulumi up` has not brought the certificate's private key yet; it does so over SSH.")
        waiting("waiting for `pulumi up` to bring the certificate's private key")
        time.sleep(1)
    return key
