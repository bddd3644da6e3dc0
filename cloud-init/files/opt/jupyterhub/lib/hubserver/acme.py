"""The certificate of tls "acme": had beside the sites that run, so that a failure leaves them as they are."""

import json
import re
import socket
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hubserver import acme_problem, certificate, files
from hubserver.commands import output, run, succeeds
from hubserver.failure import Failure
from hubserver.paths import CADDY_STATE, CADDYFILE, STAMPS
from hubserver.phases import Waiting
from hubserver.settings import Settings, read_acme

UNIT = "caddy.service"
CANDIDATE = Path("/run/caddy-candidate.json")
# In /run: nothing of a candidate outlives a reboot.
CANDIDATE_UNIT = Path("/run/systemd/system/caddy.service.d/candidate.conf")
# Seconds for an ACME server's answer; Caddy itself says when all its ways have failed.
PATIENCE = 300


def certificate_path(settings: Settings) -> Path:
    """Where Caddy keeps the certificate of the hub's name, with its chain."""
    server = urlsplit(read_acme()[0])
    issuer = "-".join([server.netloc, *server.path.strip("/").split("/")]).rstrip("-").lower().replace(":", "-")
    name = _name(settings)
    return CADDY_STATE / "certificates" / re.sub(r"[^\w@.-]", "", issuer) / name / f"{name}.crt"


def ensure_certificate(settings: Settings, waiting: Waiting) -> None:
    """Returns once Caddy's storage has a valid certificate for the hub's name; the sites are then those of before.

    Raises Failure, with the ACME server's reason, when none can be had.
    """
    if _valid(certificate_path(settings)):
        return
    name = _name(settings)
    problem = dns_problem(settings)
    if problem:
        raise Failure(f"No certificate for {name}: {problem}")
    stamp = STAMPS / UNIT
    # Without the stamp, what Caddy has is the package's own page, which nobody should see.
    present = stamp.exists() and CADDYFILE.exists()
    files.write(CANDIDATE, json.dumps(_candidate(name, present)))
    files.write(CANDIDATE_UNIT, f"[Service]\nExecStart=\nExecStart=/usr/bin/caddy run --config {CANDIDATE}\n")
    try:
        _restart()
        waiting(f"waiting for the certificate of {name}")
        _await(settings)
    except BaseException:
        _leave(present)
        raise
    if present:
        # The sites' configuration may be that of before: it has to be taken up again all the same.
        files.write(stamp, "")
    _leave(present)


def dns_problem(settings: Settings) -> str:
    """Why nobody comes to this server by the hub's name, and what to do; "" where all is well."""
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(_name(settings), 443, type=socket.SOCK_STREAM)}
    except socket.gaierror as error:
        return (
            f"the DNS has no address for it ({error.strerror}). "
            f"Make a record that leads to {settings.address}, then `pulumi up`."
        )
    own = {*settings.hosts, *output(["hostname", "--all-ip-addresses"]).split()}
    # The system may know its own name by a loopback address; what others see the ACME server will tell.
    strange = sorted(address for address in found - own if not address.startswith(("127.", "::1")))
    if not strange:
        return ""
    return (
        f"it leads to {' and '.join(strange)}, not to this server ({settings.address}). "
        "Correct its records in the DNS, then `pulumi up`."
    )


def _name(settings: Settings) -> str:
    return settings.hosts[0].lower()


def _valid(path: Path) -> bool:
    return path.exists() and certificate.is_current(path)


def _candidate(name: str, present: bool) -> dict[str, Any]:
    """Caddy's present configuration in its own language, with the certificate to be had besides."""
    adapt = ["caddy", "adapt", "--adapter", "caddyfile", "--config", CADDYFILE]
    config: dict[str, Any] = json.loads(output(adapt)) if present else {"admin": {"disabled": True}}
    config["storage"] = {"module": "file_system", "root": str(CADDY_STATE)}
    tls = config.setdefault("apps", {}).setdefault("tls", {})
    server, email = read_acme()
    issuer = {"module": "acme", "ca": server} | ({"email": email} if email else {})
    policies = [{"subjects": [name], "issuers": [issuer]}]
    for policy in tls.get("automation", {}).get("policies", []):
        subjects = [subject for subject in policy.get("subjects", []) if subject != name]
        # A name may be in one policy only, and one without names would be for all.
        if subjects or "subjects" not in policy:
            policies.append({**policy, **({"subjects": subjects} if subjects else {})})
    tls["automation"] = {**tls.get("automation", {}), "policies": policies}
    certificates = tls.setdefault("certificates", {})
    certificates.setdefault("automate", []).append(name)
    # Visitors of that name get the certificate of before meanwhile, whoever signed it.
    certificates.setdefault("load_files", []).extend(
        {"certificate": str(path), "key": str(path.with_suffix(".key"))}
        for path in CADDY_STATE.glob(f"certificates/*/{name}/{name}.crt")
    )
    return config


def _await(settings: Settings) -> None:
    name = _name(settings)
    end = time.monotonic() + PATIENCE
    while not _valid(certificate_path(settings)):
        log = _log()
        if acme_problem.gave_up(log) or time.monotonic() > end:
            why = acme_problem.reason(log) or f"no answer within {PATIENCE} s. Is acmeServer right?"
            raise Failure(
                f"No certificate for {name} from {urlsplit(read_acme()[0]).netloc}: {why} "
                "What was served before is served on."
            )
        time.sleep(0.5)


def _log() -> str:
    """What Caddy has said since its latest start."""
    invocation = output(["systemctl", "show", "--property=InvocationID", "--value", UNIT]).strip()
    return output(["journalctl", "--no-pager", "--output=cat", f"_SYSTEMD_INVOCATION_ID={invocation}"])


def _restart() -> None:
    run(["systemctl", "daemon-reload"])
    succeeds(["systemctl", "reset-failed", UNIT])
    run(["systemctl", "restart", UNIT])


def _leave(present: bool) -> None:
    CANDIDATE_UNIT.unlink()
    CANDIDATE.unlink()
    run(["systemctl", "daemon-reload"])
    run(["systemctl", "restart" if present else "stop", UNIT])
