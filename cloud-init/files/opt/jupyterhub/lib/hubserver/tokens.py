"""Secrets that are made on the server and never leave it. The hub makes its cookie secret by itself."""

import secrets

from hubserver import files
from hubserver.paths import PROXY_SECRETS


def make(_waiting: object) -> None:
    """The token by which the hub commands the proxy; both units read it as their environment."""
    if not PROXY_SECRETS.exists():
        files.write(PROXY_SECRETS, f"CONFIGPROXY_AUTH_TOKEN={secrets.token_hex(32)}\n", 0o600)
