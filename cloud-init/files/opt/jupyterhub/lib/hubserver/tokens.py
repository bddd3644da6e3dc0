"""Secrets that are made on the server and never leave it. The hub makes its cookie secret by itself."""

import secrets
from pathlib import Path

from hubserver import files
from hubserver.paths import CHECK_TOKEN, PROXY_SECRETS


def make(_waiting: object) -> None:
    """The token by which the hub commands the proxy, which both units read as their environment; the deep check's."""
    _make(PROXY_SECRETS, "CONFIGPROXY_AUTH_TOKEN={}\n")
    _make(CHECK_TOKEN, "{}\n")


def _make(path: Path, content: str) -> None:
    if not path.exists():
        files.write(path, content.format(secrets.token_hex(32)), 0o600)
