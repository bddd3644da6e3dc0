"""Why an ACME server gives no certificate, from the log of Caddy."""

import json
import re

PREFIX = "urn:ietf:params:acme:error:"
# What to do, by the type of problem (RFC 8555, 6.7).
ADVICE = {
    "dns": "Make the name's records in the DNS (A, AAAA, CAA) answer, and lead to this server.",
    "connection": "Everybody must reach ports 80 and 443 of this server: see webCidrs, and firewalls on the way.",
    "unauthorized": "Something else answers at that name: make its records lead to this server, with no proxy between.",
    "tls": "Something else answers at port 443 of that name: make its records lead to this server.",
    "caa": "A CAA record of the domain forbids this authority: change it, or take another acmeServer.",
    "rateLimited": "Wait as long as it says, then `pulumi up`; or take another acmeServer, or tls files.",
    "rejectedIdentifier": "Take a name that this authority certifies (publicUrl), or another acmeServer.",
    "invalidContact": "Correct acmeEmail.",
    "unsupportedContact": "Correct acmeEmail.",
    "externalAccountRequired": "Take an acmeServer that needs no account made beforehand.",
}


def gave_up(log: str) -> bool:
    """Whether Caddy has tried all ways, and what stood in the way will not pass by its next try."""
    # A date in that header is allowed, but Caddy cannot read it; its next try finds the certificate made.
    return any(
        entry.get("msg") == "will retry" and "invalid Retry-After" not in entry.get("error", "")
        for entry in _entries(log)
    )


def reason(log: str) -> str:
    """What stood in the way, in the ACME server's words, and what to do; "" where the log says nothing of it."""
    entries = _entries(log)
    failed = [entry for entry in entries if entry.get("msg") == "challenge failed"]
    if failed:
        kinds = dict.fromkeys(entry["problem_type"].removeprefix(PREFIX) for entry in failed)
        said = dict.fromkeys(f"{entry['challenge_type']}: {entry['error'].rstrip('.')}" for entry in failed)
    else:
        errors = [entry["error"] for entry in entries if "error" in entry and entry.get("logger") == "tls.obtain"]
        if not errors:
            return ""
        # Caddy repeats the name and the authority before the error itself.
        text = re.sub(r"^(\[[^]]*\] )?(Obtain: )?(\[[^]]*\] )?", "", errors[-1])
        text = re.sub(r" \(ca=[^)]*\)$", "", text)
        kinds, said = dict.fromkeys(re.findall(f"{PREFIX}(\\w+)", text)), dict.fromkeys([text.rstrip(".")])
    advice = [ADVICE[kind] for kind in kinds if kind in ADVICE]
    if not kinds:
        trust = any("x509:" in text for text in said)
        advice = [
            "Name the authority that signed its certificate in caCertificates."
            if trust
            else "Is acmeServer right, and can this server reach it?"
        ]
    return " ".join([f"{'; '.join(said)}.", *advice])


def _entries(log: str) -> list[dict]:
    entries = []
    for line in log.splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            entries.append(entry)
    return entries
