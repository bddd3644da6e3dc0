"""The users' locale and the server's time zone."""

import json
from pathlib import Path

from hubserver import files
from hubserver.commands import output, run
from hubserver.distribution.nearest import hint
from hubserver.distribution.record import Record
from hubserver.distribution.wanted import NO_LOCALE
from hubserver.failure import Failure
from hubserver.log import say
from hubserver.paths import USER_VARIABLES

SUPPORTED, GENERATED = Path("/usr/share/i18n/SUPPORTED"), Path("/etc/locale.gen")
ZONES, LOCAL_TIME, ZONE_NAME = Path("/usr/share/zoneinfo"), Path("/etc/localtime"), Path("/etc/timezone")


def apply_locale(locale: str, record: Record) -> None:
    """Makes it, and gives it to users' servers from their next start on. Raises Failure where it cannot be made."""
    line = "" if locale == NO_LOCALE else f"{locale} UTF-8"
    if line:
        _generate(locale, line, record)
    _give("LANG", locale if line else None)
    others = set(record.locales) - {line}
    if others:
        _write_lines([given for given in _lines() if given not in others])
        record.locales = sorted(set(record.locales) - others)
        record.save()


def _generate(locale: str, line: str, record: Record) -> None:
    if not SUPPORTED.exists():
        raise Failure(f"The locale {locale} cannot be made without the package locales.")
    supported = SUPPORTED.read_text().splitlines()
    if line not in supported:
        names = [name.split()[0] for name in supported if name.endswith(".UTF-8 UTF-8")]
        raise Failure(f"The setting locale is {locale}, which this distribution does not have{hint(locale, names)}")
    if line not in _lines():
        # Noted before: a line that nobody knows of would stay for ever.
        record.locales = sorted({*record.locales, line})
        record.save()
        _write_lines([*_lines(), line])
    if locale.replace("UTF-8", "utf8") not in output(["locale", "-a"]).split():
        run(["locale-gen"])


def apply_zone(zone: str | None, record: Record) -> None:
    """Sets the server's time zone, or the one of before. Raises Failure where the server does not know it."""
    name = zone or record.zone
    if name and name != _present_zone():
        if not (ZONES / name).is_file():
            # Those in small letters are no names, or copies of others.
            names = (str(path.relative_to(ZONES)) for path in ZONES.glob("[A-Z]*/**/*") if path.is_file())
            raise Failure(f"The setting timezone is {name}, which this server does not know{hint(name, names)}")
        if not record.zone:
            record.zone = _present_zone()
            record.save()
        say(f"the time zone is {name}")
        link = LOCAL_TIME.with_name("localtime.new")
        link.unlink(missing_ok=True)
        link.symlink_to(ZONES / name)
        link.replace(LOCAL_TIME)
        files.write(ZONE_NAME, f"{name}\n")
    if not zone and record.zone:
        record.zone = ""
        record.save()
    _give("TZ", zone)


def _present_zone() -> str:
    target = str(LOCAL_TIME.readlink()) if LOCAL_TIME.is_symlink() else ""
    return target.partition("/zoneinfo/")[2] or "Etc/UTC"


def _give(name: str, value: str | None) -> None:
    """To users' servers, when they start."""
    before = json.loads(USER_VARIABLES.read_text()) if USER_VARIABLES.exists() else {}
    others = {key: text for key, text in before.items() if key != name}
    wanted = others if value is None else others | {name: value}
    if wanted != before:
        files.write(USER_VARIABLES, json.dumps(wanted) + "\n")


def _lines() -> list[str]:
    return GENERATED.read_text().splitlines() if GENERATED.exists() else []


def _write_lines(lines: list[str]) -> None:
    files.write(GENERATED, "".join(f"{line}\n" for line in lines))
