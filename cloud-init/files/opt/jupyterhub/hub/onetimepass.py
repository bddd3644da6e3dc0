"""The one function that NativeAuthenticator uses of the package onetimepass, which is published as source only."""

import base64
import hmac
import struct
import time

STEP = 30  # seconds


def valid_totp(token: str | int, secret: str) -> bool:
    """Whether the token is the secret's present time-based one-time password (RFC 6238, six digits)."""
    counter = struct.pack(">Q", int(time.time()) // STEP)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    offset = digest[-1] & 0xF
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFF_FFFF
    return hmac.compare_digest(f"{number % 1_000_000:06}".encode(), str(token).zfill(6).encode())
